package dev.mevsdk.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.jobs.WorkerProcess.Halt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers die or freeze at each stage of a job; whatever happens, its result appears once and whole. */
class WorkerFaultIT {
    private static final EmbeddedRedis REDIS = EmbeddedRedis.create();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path root;

    private JobQueueConfig config;
    private JobQueue queue;
    private final List<JobEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger runsHere = new AtomicInteger();

    @BeforeAll
    static void startRedis() {
        REDIS.start();
    }

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @BeforeEach
    void openQueue() {
        config = RedisQueues.at(REDIS.url(), JobQueueFixture.config(REDIS.url()));
        queue = JobQueue.connect(config);
        queue.subscribe(events::add);
    }

    @AfterEach
    void closeQueue() {
        queue.close();
    }

    private Worker survivor() {
        return Worker.start(queue, WorkerProcess.config(), Map.of("scrape", job -> {
            runsHere.incrementAndGet();
            return WorkerProcess.writeRows(job, root, () -> {});
        }));
    }

    private String haltedJob(WorkerProcess child) {
        String id = queue.enqueue(JobRequest.of("scrape", "{}")).jobId();
        await().atMost(PATIENCE).until(child::isHalted);
        return id;
    }

    private JobStatus awaitDone(String id) {
        return await().atMost(PATIENCE)
                .until(() -> queue.status(id).orElseThrow(), job -> job.state() == JobState.DONE);
    }

    private void assertPublishedOnce(String id, int attempt) throws IOException {
        Path published = root.resolve(id);
        assertThat(published.resolve("rows.txt")).hasContent("attempt " + attempt);
        assertThat(published.resolve("more.txt")).hasContent("attempt " + attempt);
        assertThat(published.resolve("manifest.json")).hasContent("{\"attempt\":" + attempt + "}");
        assertThat(queue.status(id).orElseThrow().manifest()).isEqualTo("{\"attempt\":" + attempt + "}");
        await().atMost(PATIENCE).until(() -> {
            try (Stream<Path> left = Files.list(root.resolve(".tmp"))) {
                return left.findAny().isEmpty();
            }
        });
        await().untilAsserted(() -> assertThat(
                        events.stream().filter(event -> event.jobId().equals(id) && event.state() == JobState.DONE))
                .hasSize(1));
    }

    @Test
    void jobIsRetried_whenItsWorkerIsKilledWhileWriting() throws Exception {
        WorkerProcess child = WorkerProcess.start(config, root, Halt.WRITING);
        String id = haltedJob(child);

        child.kill();

        try (Worker worker = survivor()) {
            awaitDone(id);
            assertPublishedOnce(id, 2);
            assertThat(runsHere).hasValue(1);
            assertThat(worker.running()).isZero();
        }
    }

    @Test
    void jobIsRetried_whenItsWorkerIsKilledBeforeTheCommit() throws Exception {
        WorkerProcess child = WorkerProcess.start(config, root, Halt.STAGED);
        String id = haltedJob(child);

        child.kill();

        try (Worker worker = survivor()) {
            awaitDone(id);
            assertPublishedOnce(id, 2);
            assertThat(worker.running()).isZero();
        }
    }

    @Test
    void jobIsRolledForwardAndNotRunAgain_whenItsWorkerIsKilledAfterTheCommit() throws Exception {
        WorkerProcess child = WorkerProcess.start(config, root, Halt.COMMITTED);
        String id = haltedJob(child);
        assertThat(root.resolve(id)).doesNotExist();

        child.kill();

        try (Worker worker = survivor()) {
            awaitDone(id);
            assertPublishedOnce(id, 1);
            assertThat(runsHere).hasValue(0);
            assertThat(worker.running()).isZero();
        }
    }

    @Test
    void jobIsDone_whenItsWorkerIsKilledAfterTheRename() throws Exception {
        WorkerProcess child = WorkerProcess.start(config, root, Halt.PUBLISHED);
        String id = haltedJob(child);
        assertThat(root.resolve(id)).exists();
        assertThat(queue.status(id).orElseThrow().state()).isEqualTo(JobState.RUNNING);

        child.kill();

        try (Worker worker = survivor()) {
            awaitDone(id);
            assertPublishedOnce(id, 1);
            assertThat(runsHere).hasValue(0);
            assertThat(worker.running()).isZero();
        }
    }

    @Test
    void frozenWorkerIsFenced_whenItWakesAfterItsLeaseBeforeTheCommit() throws Exception {
        try (WorkerProcess child = WorkerProcess.start(config, root, Halt.WRITING)) {
            String id = haltedJob(child);
            child.signal("STOP");

            try (Worker worker = survivor()) {
                awaitDone(id);
                child.resume();
                child.signal("CONT");
                await().atMost(PATIENCE).until(child::hasEndedItsJob);

                assertThat(child.ending()).isEqualTo("lost");
                assertPublishedOnce(id, 2);
                assertThat(worker.running()).isZero();
            }
        }
    }

    @Test
    void frozenWorkerFindsItsResultPublished_whenItWakesAfterTheCommit() throws Exception {
        try (WorkerProcess child = WorkerProcess.start(config, root, Halt.COMMITTED)) {
            String id = haltedJob(child);
            child.signal("STOP");

            try (Worker worker = survivor()) {
                awaitDone(id);
                child.resume();
                child.signal("CONT");
                await().atMost(PATIENCE).until(child::hasEndedItsJob);

                assertThat(child.ending()).isEqualTo("lost");
                assertPublishedOnce(id, 1);
                assertThat(runsHere).hasValue(0);
                assertThat(worker.running()).isZero();
            }
        }
    }
}
