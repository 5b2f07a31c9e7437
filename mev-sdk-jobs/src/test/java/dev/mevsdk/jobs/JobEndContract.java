package dev.mevsdk.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.jobs.internal.LeaseStore.Answer;
import dev.mevsdk.jobs.internal.LeaseStore.Commit;
import dev.mevsdk.jobs.internal.LeaseStore.Failure;
import dev.mevsdk.jobs.internal.LeaseStore.Lease;
import dev.mevsdk.jobs.internal.LeaseStore.Taken;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a job ends: done, failed, cancelled, or left to a person. */
interface JobEndContract extends JobQueueFixture {
    @Test
    default void failedJobIsRetriedLaterUntilItsAttemptsAreSpent() {
        queue().enqueue(JobRequest.withId("scrape-1", "{}").withMaxAttempts(2));
        Lease first = take("w", 1).get(0).lease();

        queue().fail(first, JobQueueFixture.failure(Failure.Kind.RETRY, Duration.ofMillis(200)));
        JobStatus between = status("scrape-1");
        queue().fail(awaitTaken("w").lease(), JobQueueFixture.failure(Failure.Kind.RETRY, Duration.ofMillis(200)));

        assertThat(between.state()).isEqualTo(JobState.QUEUED);
        assertThat(between.attempt()).isEqualTo(1);
        assertThat(between.retryAt()).isNotNull();
        assertThat(status("scrape-1").state()).isEqualTo(JobState.ERROR);
        assertThat(queue().list(new JobFilter(null, JobState.ERROR, 10)))
                .extracting(JobStatus::jobId)
                .containsExactly("scrape-1");
    }

    @Test
    default void releasedAttemptDoesNotCount() {
        enqueue("scrape-1");

        queue().fail(take("w", 1).get(0).lease(), JobQueueFixture.failure(Failure.Kind.RELEASE, Duration.ZERO));

        assertThat(take("w", 1).get(0).attempt()).isEqualTo(1);
    }

    @Test
    default void jobWhoseWorkerIsLostInTheLastAttemptEndsInError() {
        queue().enqueue(JobRequest.withId("scrape-1", "{}").withMaxAttempts(1));
        take("w", 1, Duration.ofMillis(100));

        await().until(() -> take("w2", 1).isEmpty() && status("scrape-1").state() == JobState.ERROR);
        assertThat(status("scrape-1").reason()).isEqualTo("lease_expired");
    }

    @Test
    default void committedJobIsHandedOnToBePublishedAndNeverRunAgain() {
        queue().enqueue(JobRequest.withId("scrape-1", "{}").withMaxAttempts(1));
        Lease lease = take("w", 1).get(0).lease();
        Commit commit = new Commit("/s", "/t", "{\"rows\":1}", "host", "1 row");

        assertThat(queue().commit(lease, commit, Duration.ofMillis(100))).isEqualTo(Answer.STORED);
        assertThat(queue().commit(lease, commit, Duration.ofMillis(100))).isEqualTo(Answer.STORED);
        assertThat(queue().cancel("scrape-1")).isEqualTo(CancelResult.TOO_LATE);
        Taken next = awaitTaken("w2");

        assertThat(next.commit()).isPresent();
        assertThat(next.commit().get().manifest()).isEqualTo("{\"rows\":1}");
        assertThat(next.attempt()).isEqualTo(1);
        assertThat(queue().done(lease, "late", "")).isEqualTo(Answer.LOST);
        assertThat(queue().done(next.lease(), "", "")).isEqualTo(Answer.STORED);
        assertThat(status("scrape-1").state()).isEqualTo(JobState.DONE);
        assertThat(status("scrape-1").message()).isEqualTo("1 row");
    }

    @Test
    default void publicationThatFailedWaitsForAPersonAndIsThenPublished() {
        enqueue("scrape-1");
        Lease lease = take("w", 1).get(0).lease();
        queue().commit(lease, new Commit("/s", "/t", "{}", "host", ""), LEASE);
        queue().fail(lease, JobQueueFixture.failure(Failure.Kind.FINAL, Duration.ZERO));

        assertThat(status("scrape-1").state()).isEqualTo(JobState.ERROR);
        assertThat(queue().retry("scrape-1")).isEqualTo(RetryResult.QUEUED);
        assertThat(take("w", 1).get(0).commit()).isPresent();
    }

    @Test
    default void waitingJobIsCancelledAtOnceAndCanBeRetried() {
        enqueue("scrape-1");

        assertThat(queue().cancel("scrape-1")).isEqualTo(CancelResult.CANCELLED);
        assertThat(take("w", 1)).isEmpty();
        assertThat(status("scrape-1").reason()).isEqualTo("cancelled");
        assertThat(queue().cancel("scrape-1")).isEqualTo(CancelResult.ENDED);
        assertThat(queue().retry("scrape-1")).isEqualTo(RetryResult.QUEUED);
        assertThat(queue().retry("scrape-1")).isEqualTo(RetryResult.NOT_FAILED);
        assertThat(take("w", 1)).hasSize(1);
        assertThat(queue().cancel("scrape-none")).isEqualTo(CancelResult.UNKNOWN);
        assertThat(queue().retry("scrape-none")).isEqualTo(RetryResult.UNKNOWN);
    }

    @Test
    default void cancelOfARunningJobReachesItsWorkerAndForbidsTheCommit() {
        enqueue("scrape-1");
        Lease lease = take("w", 1).get(0).lease();

        assertThat(queue().cancel("scrape-1")).isEqualTo(CancelResult.REQUESTED);

        assertThat(queue().renew("scrape", Duration.ZERO, List.of(lease))).containsEntry("scrape-1", Answer.CANCELLED);
        assertThat(queue().progress(lease, 0.1, "")).isEqualTo(Answer.CANCELLED);
        assertThat(queue().commit(lease, new Commit("s", "t", "{}", "h", ""), LEASE))
                .isEqualTo(Answer.CANCELLED);
        assertThat(queue().done(lease, "too late", "")).isEqualTo(Answer.CANCELLED);
        assertThat(status("scrape-1").reason()).isEqualTo("cancelled");
    }

    @Test
    default void repeatedEndIsTakenOnce() {
        enqueue("scrape-1");
        Lease lease = take("w", 1).get(0).lease();

        assertThat(queue().done(lease, "ok", "")).isEqualTo(Answer.STORED);
        assertThat(queue().done(lease, "ok", "")).isEqualTo(Answer.STORED);
        assertThat(status("scrape-1").fields()).containsEntry("state", "done").containsEntry("progress", "1.0");
    }
}
