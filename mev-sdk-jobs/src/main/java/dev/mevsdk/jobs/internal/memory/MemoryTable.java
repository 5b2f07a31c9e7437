package dev.mevsdk.jobs.internal.memory;

import dev.mevsdk.jobs.JobEvent;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.JobState;
import dev.mevsdk.jobs.QueueStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All jobs and their moves. Every method is called under the table's monitor. */
final class MemoryTable {
    private static final Comparator<MemoryJob> TURN = Comparator.comparingInt(
                    (MemoryJob job) -> job.commit().isPresent() ? -9 : -job.request.priority())
            .thenComparingLong(job -> job.order);

    final JobQueueConfig config;
    final Map<String, MemoryJob> jobs = new LinkedHashMap<>();
    /** Queue and idempotency key to job. */
    final Map<String, String> idempotent = new HashMap<>();

    final List<Consumer<JobEvent>> listeners = new ArrayList<>();
    private final Map<String, TreeSet<MemoryJob>> ready = new HashMap<>();
    private long orders;
    private long events;

    MemoryTable(JobQueueConfig config) {
        this.config = config;
    }

    static long now() {
        return System.currentTimeMillis();
    }

    /** The job, unless there is none or it ended too long ago. */
    @Nullable
    MemoryJob find(String id) {
        MemoryJob job = jobs.get(id);
        if (job != null && job.forgetAtMillis != null && job.forgetAtMillis <= now()) {
            jobs.remove(id);
            return null;
        }
        return job;
    }

    List<MemoryJob> of(String queue) {
        return jobs.values().stream()
                .filter(job -> job.request.queue().equals(queue))
                .toList();
    }

    QueueStats stats(String queue) {
        long now = now();
        List<MemoryJob> all = of(queue);
        TreeSet<MemoryJob> waiting = ready(queue);
        long oldest = waiting.stream().mapToLong(job -> job.createdMillis).min().orElse(now);
        return new QueueStats(
                queue,
                waiting.size(),
                all.stream().filter(job -> job.dueMillis != null).count(),
                all.stream().filter(job -> job.leasedUntilMillis != null).count(),
                all.stream().filter(job -> job.state == JobState.ERROR).count(),
                Duration.ofMillis(Math.max(0, now - oldest)));
    }

    void forgetEnded() {
        long now = now();
        jobs.values().removeIf(job -> job.forgetAtMillis != null && job.forgetAtMillis <= now);
    }

    TreeSet<MemoryJob> ready(String queue) {
        return ready.computeIfAbsent(queue, any -> new TreeSet<>(TURN));
    }

    void makeReady(MemoryJob job) {
        job.ableMillis = job.dueMillis == null ? now() : job.dueMillis;
        job.dueMillis = null;
        job.order = ++orders;
        ready(job.request.queue()).add(job);
        notifyAll();
    }

    void makeReadyAt(MemoryJob job, long millis) {
        job.dueMillis = millis;
        notifyAll();
    }

    void withdraw(MemoryJob job) {
        ready(job.request.queue()).remove(job);
        job.dueMillis = null;
    }

    void requeue(MemoryJob job, String message, String reason) {
        job.leasedUntilMillis = null;
        job.state = JobState.QUEUED;
        job.phase = "waiting";
        job.message = message;
        job.reason = reason;
        changed(job);
    }

    void end(MemoryJob job, JobState state, String message, String reason, String phase) {
        job.leasedUntilMillis = null;
        job.state = state;
        job.message = message;
        job.reason = reason;
        job.phase = phase;
        job.forgetAtMillis = now() + (state == JobState.DONE ? config.endedTtl() : config.deadTtl()).toMillis();
        changed(job);
    }

    void cancelled(MemoryJob job) {
        end(job, JobState.ERROR, "cancelled", "cancelled", "ended");
    }

    /** Notes the time and tells the listeners, in order. */
    void changed(MemoryJob job) {
        job.changedMillis = now();
        JobEvent event = new JobEvent(
                job.changedMillis + "-" + ++events,
                job.changedMillis,
                job.id(),
                job.state,
                job.progress,
                job.message,
                job.reason,
                job.attempt);
        listeners.forEach(listener -> listener.accept(event));
    }
}
