package dev.mevsdk.jobs.internal.redis;

import dev.mevsdk.jobs.internal.LeaseStore.Answer;
import dev.mevsdk.jobs.internal.LeaseStore.Lease;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends many jobs of a queue in one call: what comes while a call is under way goes into the next one. Short jobs would
 * otherwise cost a round trip each. Thread-safe.
 */
final class DoneBatch {
    private static final int MAX_JOBS = 128;

    private final Scripts scripts;
    private final String queue;
    private final String ttlMillis;
    private final String deadTtlMillis;
    private final ArrayDeque<Item> waiting = new ArrayDeque<>();
    private boolean underWay;

    DoneBatch(Scripts scripts, String queue, Duration ttl, Duration deadTtl) {
        this.scripts = scripts;
        this.queue = queue;
        this.ttlMillis = Long.toString(ttl.toMillis());
        this.deadTtlMillis = Long.toString(deadTtl.toMillis());
    }

    CompletableFuture<Answer> add(Lease lease, String message, String manifest) {
        Item item = new Item(lease, message, manifest, new CompletableFuture<>());
        synchronized (waiting) {
            waiting.add(item);
            if (underWay) {
                return item.answer;
            }
            underWay = true;
        }
        sendNext();
        return item.answer;
    }

    private void sendNext() {
        List<Item> batch = nextBatch();
        if (batch.isEmpty()) {
            return;
        }
        CompletableFuture<List<Object>> call;
        try {
            call = scripts.start(Script.DONE, queue, arguments(batch));
        } catch (RuntimeException e) {
            call = CompletableFuture.failedFuture(e);
        }
        // The timeout keeps jobs from waiting for ever behind a call that was lost.
        call.orTimeout(5, TimeUnit.SECONDS).whenComplete((answers, error) -> {
            settle(batch, answers, error);
            sendNext();
        });
    }

    private List<Item> nextBatch() {
        List<Item> batch = new ArrayList<>();
        synchronized (waiting) {
            while (batch.size() < MAX_JOBS && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            if (batch.isEmpty()) {
                underWay = false;
            }
        }
        return batch;
    }

    private String[] arguments(List<Item> batch) {
        List<String> arguments = new ArrayList<>(2 + 4 * batch.size());
        arguments.add(ttlMillis);
        arguments.add(deadTtlMillis);
        for (Item item : batch) {
            arguments.add(item.lease.jobId());
            arguments.add(Long.toString(item.lease.token()));
            arguments.add(item.message);
            arguments.add(item.manifest);
        }
        return arguments.toArray(String[]::new);
    }

    private static void settle(List<Item> batch, @Nullable List<Object> answers, @Nullable Throwable error) {
        for (int i = 0; i < batch.size(); i++) {
            CompletableFuture<Answer> answer = batch.get(i).answer;
            if (error != null || answers == null) {
                answer.completeExceptionally(error == null ? new IllegalStateException("no answer") : error);
            } else {
                answer.complete(Replies.answer(answers.get(i)));
            }
        }
    }

    private record Item(Lease lease, String message, String manifest, CompletableFuture<Answer> answer) {}
}
