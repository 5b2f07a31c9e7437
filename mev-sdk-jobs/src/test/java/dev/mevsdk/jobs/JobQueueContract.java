package dev.mevsdk.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.TlsConfig;
import dev.mevsdk.jobs.internal.LeaseStore;
import dev.mevsdk.jobs.internal.LeaseStore.Answer;
import dev.mevsdk.jobs.internal.LeaseStore.Commit;
import dev.mevsdk.jobs.internal.LeaseStore.Failure;
import dev.mevsdk.jobs.internal.LeaseStore.Lease;
import dev.mevsdk.jobs.internal.LeaseStore.TakeRequest;
import dev.mevsdk.jobs.internal.LeaseStore.Taken;
import dev.mevsdk.jobs.internal.LeaseStore.WakeSignal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every form of the queue promises to clients and workers. */
abstract class JobQueueContract {
    static final Duration LEASE = Duration.ofSeconds(15);

    LeaseStore queue;

    abstract JobQueue open(JobQueueConfig config);

    static JobQueueConfig config(String uri) {
        return new JobQueueConfig(
                uri,
                JobQueueConfig.DEFAULT_QUEUES,
                "test-" + UUID.randomUUID(),
                JobQueueConfig.DEFAULT_COMMAND_TIMEOUT,
                JobQueueConfig.DEFAULT_ENDED_TTL,
                JobQueueConfig.DEFAULT_DEAD_TTL,
                3,
                TlsConfig.DEFAULT);
    }

    @BeforeEach
    void openQueue() {
        queue = (LeaseStore) open(config("redis://localhost:1/0"));
    }

    @AfterEach
    void closeQueue() {
        queue.close();
    }

    List<Taken> take(String worker, int max) {
        return take(worker, max, LEASE);
    }

    List<Taken> take(String worker, int max, Duration lease) {
        return queue.take("scrape", new TakeRequest(worker, UUID.randomUUID().toString(), max, lease))
                .jobs();
    }

    Taken awaitTaken(String worker) {
        return await().until(() -> take(worker, 1), jobs -> !jobs.isEmpty()).get(0);
    }

    String enqueue(String id) {
        return queue.enqueue(JobRequest.withId(id, "{}")).jobId();
    }

    JobStatus status(String id) {
        return queue.status(id).orElseThrow();
    }

    static Failure failure(Failure.Kind kind, Duration delay) {
        return new Failure("it broke", "failed", kind, delay);
    }

    @Test
    void jobShowsTheOriginalsFields() {
        enqueue("scrape-1");

        assertThat(status("scrape-1").fields())
                .containsEntry("state", "queued")
                .containsEntry("message", "")
                .containsEntry("attempt", "0")
                .containsKeys("progress", "ts");
        assertThat(queue.status("scrape-none")).isEmpty();
    }

    @Test
    void sameIdempotencyKeyYieldsTheSameJob() {
        Enqueued first = queue.enqueue(JobRequest.of("scrape", "{}").withIdempotencyKey("k"));
        Enqueued second = queue.enqueue(JobRequest.of("scrape", "{}").withIdempotencyKey("k"));
        Enqueued sameId = queue.enqueue(JobRequest.withId(first.jobId(), "{\"other\":1}"));

        assertThat(first.created()).isTrue();
        assertThat(second).isEqualTo(new Enqueued(first.jobId(), false));
        assertThat(sameId.created()).isFalse();
        assertThat(take("w", 10)).hasSize(1);
    }

    @Test
    void jobsAreTakenByPriorityThenInOrder() {
        enqueue("scrape-a");
        enqueue("scrape-b");
        queue.enqueue(JobRequest.withId("scrape-urgent", "{}").withPriority(9));
        queue.enqueue(JobRequest.withId("scrape-later", "{}").withPriority(0));

        assertThat(take("w", 10))
                .extracting(job -> job.lease().jobId())
                .containsExactly("scrape-urgent", "scrape-a", "scrape-b", "scrape-later");
    }

    @Test
    void delayedJobIsNotTakenBeforeItsTime() {
        queue.enqueue(JobRequest.withId("scrape-1", "{}").withDelay(Duration.ofMillis(300)));

        assertThat(take("w", 1)).isEmpty();
        assertThat(status("scrape-1").retryAt()).isNotNull();
        await().until(() -> take("w", 1).size() == 1);
    }

    @Test
    void repeatedTakeTellsTheSameJobsAgain() {
        enqueue("scrape-1");
        enqueue("scrape-2");
        TakeRequest request = new TakeRequest("w", "request-1", 1, LEASE);

        List<Taken> first = queue.take("scrape", request).jobs();
        List<Taken> again = queue.take("scrape", request).jobs();

        assertThat(first).hasSize(1);
        assertThat(again).isEqualTo(first);
        assertThat(take("w", 5)).extracting(job -> job.lease().jobId()).containsExactly("scrape-2");
    }

    @Test
    void takerThatLeavesJobsBehindPassesTheWakeUpOn() {
        CountDownLatch woken = new CountDownLatch(1);
        try (WakeSignal first = queue.signal("scrape");
                WakeSignal second = queue.signal("scrape")) {
            enqueue("scrape-1");
            enqueue("scrape-2");
            first.await(Duration.ofSeconds(60));
            take("w1", 1);

            Thread idle = new Thread(() -> {
                second.await(Duration.ofSeconds(60));
                woken.countDown();
            });
            idle.start();

            await().until(() -> woken.getCount() == 0);
        }
        assertThat(take("w2", 1)).hasSize(1);
    }

    @Test
    void olderTokenIsRefusedEverywhere() {
        enqueue("scrape-1");
        Lease old = take("w1", 1, Duration.ofMillis(100)).get(0).lease();
        Taken retaken = awaitTaken("w2");

        assertThat(retaken.lease().token()).isGreaterThan(old.token());
        assertThat(retaken.attempt()).isEqualTo(2);
        assertThat(queue.progress(old, 0.9, "old")).isEqualTo(Answer.LOST);
        assertThat(queue.log(old, 1, "old")).isEqualTo(Answer.LOST);
        assertThat(queue.checkpoint(old, new byte[1])).isEqualTo(Answer.LOST);
        assertThat(queue.commit(old, new Commit("s", "t", "{}", "h", ""), LEASE))
                .isEqualTo(Answer.LOST);
        assertThat(queue.done(old, "old", "")).isEqualTo(Answer.LOST);
        assertThat(queue.fail(old, failure(Failure.Kind.FINAL, Duration.ZERO))).isEqualTo(Answer.LOST);
        assertThat(queue.renew("scrape", LEASE, List.of(old))).containsEntry("scrape-1", Answer.LOST);
        assertThat(status("scrape-1").state()).isEqualTo(JobState.RUNNING);
        assertThat(status("scrape-1").message()).isNotEqualTo("old");
    }

    @Test
    void renewedLeaseIsKept() {
        enqueue("scrape-1");
        Lease lease = take("w1", 1, Duration.ofMillis(300)).get(0).lease();

        assertThat(queue.renew("scrape", Duration.ofSeconds(30), List.of(lease)))
                .isEmpty();

        await().during(Duration.ofMillis(500)).until(() -> take("w2", 1).isEmpty());
    }

    @Test
    void progressNeverGoesBackWithinARun() {
        enqueue("scrape-1");
        Lease lease = take("w", 1).get(0).lease();

        assertThat(queue.progress(lease, 0.5, "half")).isEqualTo(Answer.STORED);
        assertThat(queue.progress(lease, 0.25, "odd")).isEqualTo(Answer.STORED);

        assertThat(status("scrape-1").progress()).isEqualTo(0.5);
        assertThat(status("scrape-1").message()).isEqualTo("odd");
    }

    @Test
    void logKeepsTheNewestLinesAndNoneTwice() {
        enqueue("scrape-1");
        Lease lease = take("w", 1).get(0).lease();

        for (int line = 1; line <= 5; line++) {
            queue.log(lease, line, "line " + line);
        }
        queue.log(lease, 5, "line 5");

        assertThat(queue.logs("scrape-1", 100)).containsExactly("line 3", "line 4", "line 5");
        assertThat(queue.logs("scrape-1", 1)).containsExactly("line 5");
    }

    @Test
    void eachRunStartsItsProgressAnewAndAddsToTheLog() {
        enqueue("scrape-1");
        Lease first = take("w", 1).get(0).lease();
        queue.log(first, 1, "first run");
        queue.progress(first, 0.9, "");
        queue.fail(first, failure(Failure.Kind.RELEASE, Duration.ZERO));

        Lease second = take("w", 1).get(0).lease();
        queue.log(second, 1, "second run");

        assertThat(queue.logs("scrape-1", 10)).containsExactly("first run", "second run");
        assertThat(status("scrape-1").progress()).isZero();
    }

    @Test
    void checkpointReachesTheNextAttempt() {
        enqueue("scrape-1");
        Lease lease = take("w", 1).get(0).lease();
        byte[] state = "resume at row 7 \u00e9".getBytes(StandardCharsets.UTF_8);

        queue.checkpoint(lease, state);
        queue.fail(lease, failure(Failure.Kind.RETRY, Duration.ZERO));

        await().until(() -> take("w", 1).size() == 1);
        assertThat(queue.lastCheckpoint("scrape-1")).hasValue(state);
    }

    @Test
    void failedJobIsRetriedLaterUntilItsAttemptsAreSpent() {
        queue.enqueue(JobRequest.withId("scrape-1", "{}").withMaxAttempts(2));
        Lease first = take("w", 1).get(0).lease();

        queue.fail(first, failure(Failure.Kind.RETRY, Duration.ofMillis(200)));
        JobStatus between = status("scrape-1");
        queue.fail(awaitTaken("w").lease(), failure(Failure.Kind.RETRY, Duration.ofMillis(200)));

        assertThat(between.state()).isEqualTo(JobState.QUEUED);
        assertThat(between.attempt()).isEqualTo(1);
        assertThat(between.retryAt()).isNotNull();
        assertThat(status("scrape-1").state()).isEqualTo(JobState.ERROR);
        assertThat(queue.list(new JobFilter(null, JobState.ERROR, 10)))
                .extracting(JobStatus::jobId)
                .containsExactly("scrape-1");
    }

    @Test
    void releasedAttemptDoesNotCount() {
        enqueue("scrape-1");

        queue.fail(take("w", 1).get(0).lease(), failure(Failure.Kind.RELEASE, Duration.ZERO));

        assertThat(take("w", 1).get(0).attempt()).isEqualTo(1);
    }

    @Test
    void jobWhoseWorkerIsLostInTheLastAttemptEndsInError() {
        queue.enqueue(JobRequest.withId("scrape-1", "{}").withMaxAttempts(1));
        take("w", 1, Duration.ofMillis(100));

        await().until(() -> take("w2", 1).isEmpty() && status("scrape-1").state() == JobState.ERROR);
        assertThat(status("scrape-1").reason()).isEqualTo("lease_expired");
    }

    @Test
    void committedJobIsHandedOnToBePublishedAndNeverRunAgain() {
        queue.enqueue(JobRequest.withId("scrape-1", "{}").withMaxAttempts(1));
        Lease lease = take("w", 1).get(0).lease();
        Commit commit = new Commit("/s", "/t", "{\"rows\":1}", "host", "1 row");

        assertThat(queue.commit(lease, commit, Duration.ofMillis(100))).isEqualTo(Answer.STORED);
        assertThat(queue.commit(lease, commit, Duration.ofMillis(100))).isEqualTo(Answer.STORED);
        assertThat(queue.cancel("scrape-1")).isEqualTo(CancelResult.TOO_LATE);
        Taken next = awaitTaken("w2");

        assertThat(next.commit()).isPresent();
        assertThat(next.commit().get().manifest()).isEqualTo("{\"rows\":1}");
        assertThat(next.attempt()).isEqualTo(1);
        assertThat(queue.done(lease, "late", "")).isEqualTo(Answer.LOST);
        assertThat(queue.done(next.lease(), "", "")).isEqualTo(Answer.STORED);
        assertThat(status("scrape-1").state()).isEqualTo(JobState.DONE);
        assertThat(status("scrape-1").message()).isEqualTo("1 row");
    }

    @Test
    void publicationThatFailedWaitsForAPersonAndIsThenPublished() {
        enqueue("scrape-1");
        Lease lease = take("w", 1).get(0).lease();
        queue.commit(lease, new Commit("/s", "/t", "{}", "host", ""), LEASE);
        queue.fail(lease, failure(Failure.Kind.FINAL, Duration.ZERO));

        assertThat(status("scrape-1").state()).isEqualTo(JobState.ERROR);
        assertThat(queue.retry("scrape-1")).isEqualTo(RetryResult.QUEUED);
        assertThat(take("w", 1).get(0).commit()).isPresent();
    }

    @Test
    void waitingJobIsCancelledAtOnceAndCanBeRetried() {
        enqueue("scrape-1");

        assertThat(queue.cancel("scrape-1")).isEqualTo(CancelResult.CANCELLED);
        assertThat(take("w", 1)).isEmpty();
        assertThat(status("scrape-1").reason()).isEqualTo("cancelled");
        assertThat(queue.cancel("scrape-1")).isEqualTo(CancelResult.ENDED);
        assertThat(queue.retry("scrape-1")).isEqualTo(RetryResult.QUEUED);
        assertThat(queue.retry("scrape-1")).isEqualTo(RetryResult.NOT_FAILED);
        assertThat(take("w", 1)).hasSize(1);
        assertThat(queue.cancel("scrape-none")).isEqualTo(CancelResult.UNKNOWN);
        assertThat(queue.retry("scrape-none")).isEqualTo(RetryResult.UNKNOWN);
    }

    @Test
    void cancelOfARunningJobReachesItsWorkerAndForbidsTheCommit() {
        enqueue("scrape-1");
        Lease lease = take("w", 1).get(0).lease();

        assertThat(queue.cancel("scrape-1")).isEqualTo(CancelResult.REQUESTED);

        assertThat(queue.renew("scrape", Duration.ZERO, List.of(lease))).containsEntry("scrape-1", Answer.CANCELLED);
        assertThat(queue.progress(lease, 0.1, "")).isEqualTo(Answer.CANCELLED);
        assertThat(queue.commit(lease, new Commit("s", "t", "{}", "h", ""), LEASE))
                .isEqualTo(Answer.CANCELLED);
        assertThat(queue.done(lease, "too late", "")).isEqualTo(Answer.CANCELLED);
        assertThat(status("scrape-1").reason()).isEqualTo("cancelled");
    }

    @Test
    void repeatedEndIsTakenOnce() {
        enqueue("scrape-1");
        Lease lease = take("w", 1).get(0).lease();

        assertThat(queue.done(lease, "ok", "")).isEqualTo(Answer.STORED);
        assertThat(queue.done(lease, "ok", "")).isEqualTo(Answer.STORED);
        assertThat(status("scrape-1").fields()).containsEntry("state", "done").containsEntry("progress", "1.0");
    }

    @Test
    void endedJobsAreForgottenAfterTheirTime() {
        JobQueueConfig shortLived =
                config("redis://localhost:1/0").withTtl(Duration.ofMillis(200), Duration.ofMillis(200));
        try (JobQueue other = open(shortLived)) {
            LeaseStore store = (LeaseStore) other;
            store.enqueue(JobRequest.withId("scrape-1", "{}").withIdempotencyKey("k"));
            Lease lease = store.take("scrape", new TakeRequest("w", "r", 1, LEASE))
                    .jobs()
                    .get(0)
                    .lease();
            store.log(lease, 1, "line");
            store.done(lease, "ok", "");

            await().until(() -> store.status("scrape-1").isEmpty());

            assertThat(store.logs("scrape-1", 10)).isEmpty();
            assertThat(store.list(JobFilter.all())).isEmpty();
            assertThat(store.enqueue(JobRequest.withId("scrape-2", "{}").withIdempotencyKey("k"))
                            .created())
                    .isTrue();
        }
    }

    @Test
    void changesArePublishedInOrderAsStatusOfTheirKind() {
        List<JobEvent> seen = new CopyOnWriteArrayList<>();
        JobSubscription subscription = queue.subscribe(seen::add);

        enqueue("scrape-1");
        queue.enqueue(JobRequest.withId("train-mev-1", "{}"));
        Lease lease = take("w", 1).get(0).lease();
        queue.progress(lease, 0.5, "half");
        queue.done(lease, "ok", "");

        await().untilAsserted(
                        () -> assertThat(seen.stream().filter(e -> e.jobId().equals("scrape-1")))
                                .extracting(JobEvent::state)
                                .containsExactly(JobState.QUEUED, JobState.RUNNING, JobState.RUNNING, JobState.DONE));
        await().until(() -> seen.stream().anyMatch(e -> e.jobId().equals("train-mev-1")));
        subscription.close();
        JobEvent last = seen.stream()
                .filter(e -> e.state() == JobState.DONE)
                .findFirst()
                .orElseThrow();
        assertThat(last.toEnvelope().orElseThrow().getDataset().getProgress()).isEqualTo(1.0);
        assertThat(seen.stream()
                        .filter(e -> e.jobId().startsWith("train"))
                        .findFirst()
                        .orElseThrow()
                        .toEnvelope())
                .hasValueSatisfying(envelope -> {
                    assertThat(envelope.getTraining().getJobId()).isEqualTo("train-mev-1");
                    assertThat(envelope.getModule()).isEqualTo("mev");
                });
    }

    @Test
    void listFiltersByQueueAndState() {
        enqueue("scrape-1");
        enqueue("scrape-2");
        queue.enqueue(JobRequest.withId("train-mev-1", "{}"));
        take("w", 1);

        assertThat(queue.list(JobFilter.all())).hasSize(3);
        assertThat(queue.list(new JobFilter("scrape", JobState.RUNNING, 10)))
                .extracting(JobStatus::jobId)
                .containsExactly("scrape-1");
        assertThat(queue.list(new JobFilter("train", null, 10))).hasSize(1);
        assertThat(queue.list(new JobFilter("scrape", null, 1))).hasSize(1);
    }

    @Test
    void badInputNamesTheFieldAndWhatIsAllowed() {
        Map<Runnable, String> cases = Map.of(
                () -> queue.enqueue(JobRequest.of("nosuch", "{}")), "queue: one of [scrape, train]",
                () -> JobRequest.withId("../etc", "{}"), "job id",
                () -> queue.status("scrape-../x"), "job id",
                () -> JobRequest.of("scrape", "{}").withPriority(10), "priority: 0 to 9",
                () -> JobRequest.of("scrape", "{}").withMaxAttempts(0), "max attempts: 1 to 100",
                () -> queue.list(new JobFilter("nosuch", null, 10)), "queue: one of",
                () -> new JobFilter(null, null, 0), "limit: 1 to 1000");

        cases.forEach((call, message) -> assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.BAD_INPUT))
                .hasMessageContaining(message));
    }
}
