package dev.mevsdk.jobs.internal.memory;

import dev.mevsdk.jobs.JobEvent;
import dev.mevsdk.jobs.JobSubscription;
import java.lang.System.Logger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hands events to a consumer on a thread of its own, so that the table never waits for it. */
final class MemorySubscription implements JobSubscription, Consumer<JobEvent> {
    private static final Logger LOG = System.getLogger(MemorySubscription.class.getName());

    private final MemoryTable table;
    private final Consumer<JobEvent> consumer;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread created = new Thread(task, "job-events");
        created.setDaemon(true);
        return created;
    });

    MemorySubscription(MemoryTable table, Consumer<JobEvent> consumer) {
        this.table = table;
        this.consumer = consumer;
        synchronized (table) {
            table.listeners.add(this);
        }
    }

    @Override
    public void accept(JobEvent event) {
        try {
            thread.execute(() -> hand(event));
        } catch (RejectedExecutionException e) {
            LOG.log(Logger.Level.TRACE, "subscription closed");
        }
    }

    private void hand(JobEvent event) {
        try {
            consumer.accept(event);
        } catch (RuntimeException e) {
            LOG.log(Logger.Level.WARNING, "a consumer of job events failed", e);
        }
    }

    @Override
    public void close() {
        synchronized (table) {
            table.listeners.remove(this);
        }
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.log(Logger.Level.DEBUG, "a consumer of job events is still at work");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
