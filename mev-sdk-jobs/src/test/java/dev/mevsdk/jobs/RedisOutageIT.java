package dev.mevsdk.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.embedded.EmbeddedRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis dies and comes back on its data; work goes on by itself. */
class RedisOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path root;

    private final EmbeddedRedis redis = EmbeddedRedis.create();
    private JobQueueConfig config;

    @BeforeEach
    void startRedis() {
        redis.start();
        config = RedisQueues.at(redis.url(), JobQueueFixture.config(redis.url()));
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    private static WorkerConfig worker(Duration lease) {
        return WorkerConfig.defaults()
                .withLease(lease)
                .withBackoff(Duration.ofMillis(50), Duration.ofMillis(100))
                .withDrain(Duration.ofSeconds(2));
    }

    @Test
    void jobGoesOnThroughAShortOutageAndIsPublishedOnce() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        List<JobEvent> events = new CopyOnWriteArrayList<>();
        JobHandler handler = job -> {
            attempts.add(job.attempt());
            running.countDown();
            await().atMost(PATIENCE).until(() -> {
                job.progress(0.5, "half");
                return back.getCount() == 0;
            });
            return WorkerProcess.writeRows(job, root, () -> {});
        };
        try (JobQueue queue = JobQueue.connect(config);
                JobSubscription subscription = queue.subscribe(events::add);
                Worker worker = Worker.start(queue, worker(Duration.ofSeconds(15)), Map.of("scrape", handler))) {
            String id = queue.enqueue(JobRequest.of("scrape", "{}")).jobId();
            await().until(() -> running.getCount() == 0);

            redis.kill();
            assertThatThrownBy(queue::ping)
                    .isInstanceOfSatisfying(MevException.class, e -> assertThat(e.category())
                            .isEqualTo(MevException.Category.RETRYABLE))
                    .hasMessageContaining("Redis at 127.0.0.1");
            redis.start();
            back.countDown();

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> queue.status(id).orElseThrow().state() == JobState.DONE);
            assertThat(attempts).containsExactly(1);
            assertThat(root.resolve(id).resolve("manifest.json")).hasContent("{\"attempt\":1}");
            await().atMost(PATIENCE).until(() -> events.stream().anyMatch(e -> e.state() == JobState.DONE));
            assertThat(worker.running()).isZero();
            assertThat(subscription).isNotNull();
        }
    }

    @Test
    void jobIsTakenAgain_whenTheOutageOutlastsTheLease() {
        CountDownLatch running = new CountDownLatch(1);
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        JobHandler handler = job -> {
            attempts.add(job.attempt());
            running.countDown();
            if (job.attempt() == 1) {
                await().atMost(PATIENCE).until(job::isCancelled);
            }
            return WorkerProcess.writeRows(job, root, () -> {});
        };
        try (JobQueue queue = JobQueue.connect(config);
                Worker worker = Worker.start(queue, worker(Duration.ofSeconds(1)), Map.of("scrape", handler))) {
            String id = queue.enqueue(JobRequest.of("scrape", "{}")).jobId();
            await().until(() -> running.getCount() == 0);

            redis.kill();
            // The worker fences itself by its own clock: nobody tells it.
            await().atMost(PATIENCE).until(() -> worker.running() == 0);
            redis.start();

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> queue.status(id).orElseThrow().state() == JobState.DONE);
            assertThat(attempts).containsExactly(1, 2);
            assertThat(root.resolve(id).resolve("manifest.json")).hasContent("{\"attempt\":2}");
        }
    }

    @Test
    void workerThatStartedWithoutRedisBeginsWhenItIsThere() {
        redis.kill();
        List<JobEvent> events = new CopyOnWriteArrayList<>();
        try (JobQueue queue = JobQueue.connectLazily(config);
                JobSubscription subscription = queue.subscribe(events::add);
                Worker worker = Worker.start(
                        queue, worker(Duration.ofSeconds(5)), Map.of("scrape", job -> JobOutcome.done("ok")))) {
            redis.start();

            String id = await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> queue.enqueue(JobRequest.of("scrape", "{}")).jobId(), made -> true);
            await().atMost(PATIENCE).until(() -> queue.status(id).orElseThrow().state() == JobState.DONE);
            assertThat(worker.running()).isZero();
            await().atMost(PATIENCE).until(() -> {
                queue.enqueue(JobRequest.of("scrape", "{}"));
                return events.stream().anyMatch(e -> e.state() == JobState.DONE);
            });
            assertThat(subscription).isNotNull();
        }
    }
}
