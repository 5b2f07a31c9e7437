package dev.mevsdk.jobs.micrometer;

import dev.mevsdk.jobs.JobRequest;
import dev.mevsdk.jobs.QueueStats;
import dev.mevsdk.jobs.WorkerObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Meters of a queue and of the workers of this process: `mev.jobs.*` for how full the queues are, `mev.job.*` for what
 * runs here. Tags hold queues and outcomes, never a job. Thread-safe.
 *
 * <pre>{@code
 * JobMetrics metrics = new JobMetrics(registry);
 * Worker worker = Worker.start(queue, WorkerConfig.defaults(), handlers, metrics);
 * metrics.show(queue.stats());   // every few seconds
 * }</pre>
 */
public final class JobMetrics implements WorkerObserver {
    private static final Duration[] PICKUP = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1)
    };
    private static final Duration[] RUN = {
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        Duration.ofMinutes(30),
        Duration.ofHours(2)
    };

    private final MeterRegistry registry;
    private final MultiGauge waiting;
    private final MultiGauge delayed;
    private final MultiGauge running;
    private final MultiGauge dead;
    private final MultiGauge oldest;
    private final Map<String, QueueStats> shown = new ConcurrentHashMap<>();

    public JobMetrics(MeterRegistry registry) {
        this.registry = registry;
        waiting = gauge("mev.jobs.waiting", "jobs that could run now");
        delayed = gauge("mev.jobs.delayed", "jobs that wait for their time: delayed ones and retries");
        running = gauge("mev.jobs.running", "jobs lent to workers");
        dead = gauge("mev.jobs.dead", "failed and cancelled jobs that are kept");
        oldest = MultiGauge.builder("mev.jobs.oldest.waiting")
                .description("since the oldest waiting job was made; 0 when none waits")
                .baseUnit("seconds")
                .register(registry);
    }

    private MultiGauge gauge(String name, String what) {
        return MultiGauge.builder(name).description(what).register(registry);
    }

    /** Replaces what is shown of the queues; none at all, while the queue is away. */
    public void show(List<QueueStats> stats) {
        shown.keySet().retainAll(stats.stream().map(QueueStats::queue).toList());
        stats.forEach(each -> shown.put(each.queue(), each));
        show(waiting, stats, QueueStats::waiting);
        show(delayed, stats, QueueStats::delayed);
        show(running, stats, QueueStats::running);
        show(dead, stats, QueueStats::dead);
        show(oldest, stats, queue -> queue.oldestWaiting().toMillis() / 1e3);
    }

    private void show(MultiGauge gauge, List<QueueStats> stats, ToDoubleFunction<QueueStats> value) {
        gauge.register(stats.stream().map(each -> row(each.queue(), value)).toList());
    }

    /** Reads what is shown now: a scrape that meets the only row of a gauge being replaced finds it twice, and fails. */
    private MultiGauge.Row<?> row(String queue, ToDoubleFunction<QueueStats> value) {
        return MultiGauge.Row.of(Tags.of("queue", queue), shown, all -> {
            QueueStats now = all.get(queue);
            return now == null ? Double.NaN : value.applyAsDouble(now);
        });
    }

    @Override
    public void onTaken(String jobId, int attempt) {
        Counter.builder("mev.job.attempts")
                .description("runs begun here")
                .tags("queue", JobRequest.queueOf(jobId), "attempt", attempt > 1 ? "retry" : "first")
                .register(registry)
                .increment();
    }

    @Override
    public void onWaited(String jobId, Duration waited) {
        Timer.builder("mev.job.pickup")
                .description("from the time a job could run to its start here")
                .serviceLevelObjectives(PICKUP)
                .tag("queue", JobRequest.queueOf(jobId))
                .register(registry)
                .record(waited);
    }

    @Override
    public void onEnded(String jobId, String how, Duration took) {
        Timer.builder("mev.job.run")
                .description("time of a run here")
                .serviceLevelObjectives(RUN)
                .tags("queue", JobRequest.queueOf(jobId), "outcome", how)
                .register(registry)
                .record(took.toNanos(), TimeUnit.NANOSECONDS);
    }
}
