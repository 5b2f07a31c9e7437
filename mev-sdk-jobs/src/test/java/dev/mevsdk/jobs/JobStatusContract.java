package dev.mevsdk.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.jobs.internal.LeaseStore;
import dev.mevsdk.jobs.internal.LeaseStore.Lease;
import dev.mevsdk.jobs.internal.LeaseStore.TakeRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What can be seen of jobs: their fields, lists and changes, until they are forgotten. */
interface JobStatusContract extends JobQueueFixture {
    @Test
    default void jobShowsTheOriginalsFields() {
        enqueue("scrape-1");

        assertThat(status("scrape-1").fields())
                .containsEntry("state", "queued")
                .containsEntry("message", "")
                .containsEntry("attempt", "0")
                .containsKeys("progress", "ts");
        assertThat(queue().status("scrape-none")).isEmpty();
    }

    @Test
    default void endedJobsAreForgottenAfterTheirTime() {
        JobQueueConfig shortLived =
                JobQueueFixture.config("redis://localhost:1/0").withTtl(Duration.ofMillis(200), Duration.ofMillis(200));
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
    default void changesArePublishedInOrderAsStatusOfTheirKind() {
        List<JobEvent> seen = new CopyOnWriteArrayList<>();
        JobSubscription subscription = queue().subscribe(seen::add);

        enqueue("scrape-1");
        queue().enqueue(JobRequest.withId("train-mev-1", "{}"));
        Lease lease = take("w", 1).get(0).lease();
        queue().progress(lease, 0.5, "half");
        queue().done(lease, "ok", "");

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
    default void listFiltersByQueueAndState() {
        enqueue("scrape-1");
        enqueue("scrape-2");
        queue().enqueue(JobRequest.withId("train-mev-1", "{}"));
        take("w", 1);

        assertThat(queue().list(JobFilter.all())).hasSize(3);
        assertThat(queue().list(new JobFilter("scrape", JobState.RUNNING, 10)))
                .extracting(JobStatus::jobId)
                .containsExactly("scrape-1");
        assertThat(queue().list(new JobFilter("train", null, 10))).hasSize(1);
        assertThat(queue().list(new JobFilter("scrape", null, 1))).hasSize(1);
    }
}
