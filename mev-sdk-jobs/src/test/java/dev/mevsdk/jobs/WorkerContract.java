package dev.mevsdk.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker does on every form of the queue. */
abstract class WorkerContract {
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    Path root;

    JobQueue queue;
    private final List<Worker> workers = new ArrayList<>();

    abstract JobQueue open(JobQueueConfig config);

    @BeforeEach
    void openQueue() {
        queue = open(JobQueueFixture.config("redis://localhost:1/0"));
    }

    @AfterEach
    void closeAll() {
        workers.forEach(Worker::close);
        queue.close();
    }

    private static WorkerConfig config() {
        return WorkerConfig.defaults()
                .withBackoff(SHORT, SHORT)
                .withLease(Duration.ofSeconds(3))
                .withOrphanGrace(Duration.ofMillis(200))
                .withDrain(Duration.ofSeconds(5));
    }

    private Worker work(WorkerConfig config, JobHandler handler) {
        Worker worker = Worker.start(queue, config, Map.of("scrape", handler));
        workers.add(worker);
        return worker;
    }

    private String enqueue() {
        return queue.enqueue(JobRequest.of("scrape", "{\"n\":1}")).jobId();
    }

    private JobStatus awaitState(String id, JobState state) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> queue.status(id).orElseThrow(), job -> job.state() == state);
    }

    private JobOutcome publishOneFile(JobContext job) throws IOException {
        Path staged = job.stagingFolder(root);
        Files.writeString(staged.resolve("rows.txt"), job.payload());
        return JobOutcome.publish("1 row", staged, root.resolve(job.jobId()), "{\"rows\":1}");
    }

    private List<String> staging() throws IOException {
        if (!Files.exists(root.resolve(".tmp"))) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root.resolve(".tmp"))) {
            return folders.map(folder -> folder.getFileName().toString()).toList();
        }
    }

    @Test
    void handlersFolderAppearsWithItsManifest() throws IOException {
        String id = enqueue();

        work(config(), this::publishOneFile);

        JobStatus done = awaitState(id, JobState.DONE);
        assertThat(done.message()).isEqualTo("1 row");
        assertThat(done.manifest()).isEqualTo("{\"rows\":1}");
        assertThat(done.phase()).isEqualTo("published");
        assertThat(root.resolve(id).resolve("rows.txt")).hasContent("{\"n\":1}");
        assertThat(root.resolve(id).resolve("manifest.json")).hasContent("{\"rows\":1}");
        assertThat(staging()).isEmpty();
    }

    @Test
    void badInputEndsInErrorAtOnce() {
        AtomicInteger runs = new AtomicInteger();
        String id = enqueue();

        work(config(), job -> {
            runs.incrementAndGet();
            throw MevException.badInput("start: after end");
        });

        JobStatus failed = awaitState(id, JobState.ERROR);
        assertThat(failed.message()).isEqualTo("start: after end");
        assertThat(failed.reason()).isEqualTo("bad_input");
        assertThat(runs).hasValue(1);
    }

    @Test
    void otherFailuresAreRetriedAndTheirTextStaysInTheLog() {
        AtomicInteger runs = new AtomicInteger();
        String id = enqueue();

        work(config(), job -> {
            runs.incrementAndGet();
            throw new IOException("/secret/path");
        });

        JobStatus failed = awaitState(id, JobState.ERROR);
        assertThat(runs).hasValue(JobRequest.DEFAULT_MAX_ATTEMPTS);
        assertThat(failed.attempt()).isEqualTo(JobRequest.DEFAULT_MAX_ATTEMPTS);
        assertThat(failed.message()).contains("IOException").doesNotContain("secret");
    }

    @Test
    void failedRunLeavesNoFolder() throws IOException {
        String id = enqueue();

        work(config(), job -> {
            publishOneFile(job);
            throw MevException.fatal("broken", null);
        });

        awaitState(id, JobState.ERROR);
        await().until(() -> staging().isEmpty());
        assertThat(root.resolve(id)).doesNotExist();
    }

    @Test
    void cancelledJobStopsAndPublishesNothing() throws IOException {
        CountDownLatch started = new CountDownLatch(1);
        String id = enqueue();
        work(config(), job -> {
            JobOutcome outcome = publishOneFile(job);
            started.countDown();
            await().atMost(Duration.ofSeconds(20)).until(job::isCancelled);
            return outcome;
        });
        await().until(() -> started.getCount() == 0);

        assertThat(queue.cancel(id)).isEqualTo(CancelResult.REQUESTED);

        assertThat(awaitState(id, JobState.ERROR).reason()).isEqualTo("cancelled");
        await().until(() -> staging().isEmpty());
        assertThat(root.resolve(id)).doesNotExist();
    }

    @Test
    void closedWorkerLetsItsJobEndWithinTheDrainTime() {
        CountDownLatch go = new CountDownLatch(1);
        String id = enqueue();
        Worker worker = work(config(), job -> {
            boolean went = go.await(20, TimeUnit.SECONDS);
            return JobOutcome.done("went: " + went);
        });
        awaitState(id, JobState.RUNNING);
        Thread closer = new Thread(worker::close);

        closer.start();
        go.countDown();

        assertThat(awaitState(id, JobState.DONE).message()).isEqualTo("went: true");
        await().until(() -> !closer.isAlive());
        String later = enqueue();
        await().during(Duration.ofMillis(300))
                .until(() -> queue.status(later).orElseThrow().state() == JobState.QUEUED);
    }

    @Test
    void closedWorkerGivesBackWhatOutlastsTheDrainTime() {
        String id = enqueue();
        Worker worker = work(config().withDrain(Duration.ofMillis(50)), job -> {
            await().forever().until(() -> false);
            return JobOutcome.done("");
        });
        awaitState(id, JobState.RUNNING);

        worker.close();

        assertThat(queue.status(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);
        assertThat(queue.status(id).orElseThrow().attempt()).isZero();
        work(config(), job -> JobOutcome.done("second worker"));
        assertThat(awaitState(id, JobState.DONE).message()).isEqualTo("second worker");
    }

    @Test
    void racingWorkersRunEachJobOnce() {
        Map<String, Integer> runs = new ConcurrentHashMap<>();
        JobHandler count = job -> {
            runs.merge(job.jobId(), 1, Integer::sum);
            return JobOutcome.done("");
        };
        for (int i = 0; i < 3; i++) {
            work(config().withThreads(4), count);
        }

        Set<String> ids = ConcurrentHashMap.newKeySet();
        for (int burst = 0; burst < 20; burst++) {
            for (int i = 0; i < 50; i++) {
                ids.add(enqueue());
            }
            int expected = ids.size();
            await().atMost(Duration.ofSeconds(20)).until(() -> runs.size() == expected);
        }

        assertThat(runs).hasSize(1000);
        assertThat(runs.values()).containsOnly(1);
    }

    @Test
    void resultOfAnEarlierLifeWins() throws IOException {
        String id = enqueue();
        Files.createDirectories(root.resolve(id));
        Files.writeString(root.resolve(id).resolve("manifest.json"), "{\"rows\":7}");

        work(config(), this::publishOneFile);

        assertThat(awaitState(id, JobState.DONE).manifest()).isEqualTo("{\"rows\":7}");
        assertThat(root.resolve(id).resolve("rows.txt")).doesNotExist();
    }

    @Test
    void takenPlaceEndsInErrorUntilAPersonMovesItAway() throws IOException {
        Path place = root.resolve("model-7");
        Files.createDirectories(place);
        Files.writeString(place.resolve("other.txt"), "someone else's");
        AtomicInteger runs = new AtomicInteger();
        String id = enqueue();
        work(config(), job -> {
            runs.incrementAndGet();
            Path staged = job.stagingFolder(root);
            return JobOutcome.publish("ok", staged, place, "{}");
        });
        assertThat(awaitState(id, JobState.ERROR).reason()).isEqualTo("publish_failed");

        Files.move(place, root.resolve("moved"));
        assertThat(queue.retry(id)).isEqualTo(RetryResult.QUEUED);

        awaitState(id, JobState.DONE);
        assertThat(place.resolve("manifest.json")).hasContent("{}");
        assertThat(runs).hasValue(1);
    }

    @Test
    void orphanOfAnOlderRunIsRemovedAfterTheGraceAndOthersStay() throws IOException {
        String id = enqueue();
        Path orphan = Files.createDirectories(root.resolve(".tmp").resolve(id + "-17"));
        Path foreign = Files.createDirectories(root.resolve(".tmp").resolve("scrape-unknown-17"));
        Files.writeString(orphan.resolve("half"), "x");

        work(config(), this::publishOneFile);

        awaitState(id, JobState.DONE);
        await().until(() -> !Files.exists(orphan));
        assertThat(foreign).exists();
    }
}
