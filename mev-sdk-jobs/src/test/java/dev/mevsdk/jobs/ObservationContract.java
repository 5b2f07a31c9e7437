package dev.mevsdk.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.context.CallContext;
import dev.mevsdk.core.context.TraceContext;
import dev.mevsdk.jobs.micrometer.JobMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is seen of queue and workers from outside, on every form of the queue. */
abstract class ObservationContract {
    private static final TraceContext TRACE =
            new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);

    JobQueue queue;

    abstract JobQueue open(JobQueueConfig config);

    @BeforeEach
    void openQueue() {
        queue = open(JobQueueFixture.config("redis://localhost:1/0"));
    }

    @AfterEach
    void closeQueue() {
        queue.close();
    }

    private QueueStats scrapes() {
        return queue.stats().stream()
                .filter(stats -> stats.queue().equals("scrape"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void statsTellHowFullAQueueIs() {
        assertThat(scrapes()).isEqualTo(new QueueStats("scrape", 0, 0, 0, 0, Duration.ZERO));
        queue.enqueue(JobRequest.of("scrape", "{}").withPriority(2));
        await().until(() -> scrapes().oldestWaiting().toMillis() >= 20);
        queue.enqueue(JobRequest.of("scrape", "{}").withPriority(9));
        queue.enqueue(JobRequest.of("scrape", "{}").withDelay(Duration.ofMinutes(5)));
        String gone = queue.enqueue(JobRequest.of("scrape", "{}")).jobId();
        queue.cancel(gone);

        QueueStats full = scrapes();
        assertThat(List.of(full.waiting(), full.delayed(), full.running(), full.dead()))
                .containsExactly(2L, 1L, 0L, 1L);
        // Of the oldest, though the younger one is taken first.
        assertThat(full.oldestWaiting()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void aRunKnowsTheCallThatAskedForIt_inEachAttempt() throws Exception {
        BlockingQueue<CallContext> seen = new LinkedBlockingQueue<>();
        AtomicInteger runs = new AtomicInteger();
        CallContext.NONE
                .withRequestId("call-1")
                .withTrace(Optional.of(TRACE))
                .run(() -> queue.enqueue(JobRequest.of("scrape", "{}")));
        String plain = queue.enqueue(JobRequest.of("scrape", "{}")).jobId();

        try (Worker worker = Worker.start(queue, quick(), Map.of("scrape", job -> {
            seen.add(CallContext.current());
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("once more");
            }
            return JobOutcome.done("");
        }))) {
            assertThat(worker.running()).isGreaterThanOrEqualTo(0);
            List<CallContext> all = List.of(next(seen), next(seen), next(seen));
            assertThat(all)
                    .filteredOn(context -> context.requestId().isPresent())
                    .hasSize(2)
                    .allSatisfy(context -> {
                        assertThat(context.requestId()).contains("call-1");
                        assertThat(context.trace()).contains(TRACE);
                        assertThat(context.jobId()).isPresent();
                    });
            assertThat(all).contains(CallContext.NONE.withJobId(plain));
        }
    }

    @Test
    void metersCountRunsAndHowLongJobsWaitedForThem() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        JobMetrics metrics = new JobMetrics(registry);
        queue.enqueue(JobRequest.of("scrape", "{}"));
        await().until(() -> scrapes().oldestWaiting().toMillis() >= 30);
        metrics.show(queue.stats());
        assertThat(registry.get("mev.jobs.waiting")
                        .tag("queue", "scrape")
                        .gauge()
                        .value())
                .isEqualTo(1);

        try (Worker worker = Worker.start(queue, quick(), Map.of("scrape", job -> JobOutcome.done("")), metrics)) {
            await().until(() -> worker.running() == 0
                    && registry.find("mev.job.run")
                                    .tags("queue", "scrape", "outcome", "done")
                                    .timer()
                            != null);
        }

        assertThat(registry.get("mev.job.attempts")
                        .tag("attempt", "first")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("mev.job.pickup").timer().max(TimeUnit.MILLISECONDS))
                .isGreaterThanOrEqualTo(30);
        metrics.show(List.of());
        assertThat(registry.find("mev.jobs.waiting").gauges()).isEmpty();
    }

    private static WorkerConfig quick() {
        return WorkerConfig.defaults().withThreads(1).withBackoff(Duration.ofMillis(5), Duration.ofMillis(5));
    }

    private static CallContext next(BlockingQueue<CallContext> seen) throws InterruptedException {
        CallContext context = seen.poll(20, TimeUnit.SECONDS);
        if (context == null) {
            throw new AssertionError("no run");
        }
        return context;
    }
}
