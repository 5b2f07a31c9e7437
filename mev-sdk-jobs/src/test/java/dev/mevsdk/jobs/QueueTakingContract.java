package dev.mevsdk.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.internal.LeaseStore.TakeRequest;
import dev.mevsdk.jobs.internal.LeaseStore.Taken;
import dev.mevsdk.jobs.internal.LeaseStore.WakeSignal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How jobs come in, and in which order workers take them. */
interface QueueTakingContract extends JobQueueFixture {
    @Test
    default void sameIdempotencyKeyYieldsTheSameJob() {
        Enqueued first = queue().enqueue(JobRequest.of("scrape", "{}").withIdempotencyKey("k"));
        Enqueued second = queue().enqueue(JobRequest.of("scrape", "{}").withIdempotencyKey("k"));
        Enqueued sameId = queue().enqueue(JobRequest.withId(first.jobId(), "{\"other\":1}"));

        assertThat(first.created()).isTrue();
        assertThat(second).isEqualTo(new Enqueued(first.jobId(), false));
        assertThat(sameId.created()).isFalse();
        assertThat(take("w", 10)).hasSize(1);
    }

    @Test
    default void jobsAreTakenByPriorityThenInOrder() {
        enqueue("scrape-a");
        enqueue("scrape-b");
        queue().enqueue(JobRequest.withId("scrape-urgent", "{}").withPriority(9));
        queue().enqueue(JobRequest.withId("scrape-later", "{}").withPriority(0));

        assertThat(take("w", 10))
                .extracting(job -> job.lease().jobId())
                .containsExactly("scrape-urgent", "scrape-a", "scrape-b", "scrape-later");
    }

    @Test
    default void delayedJobIsNotTakenBeforeItsTime() {
        queue().enqueue(JobRequest.withId("scrape-1", "{}").withDelay(Duration.ofMillis(300)));

        assertThat(take("w", 1)).isEmpty();
        assertThat(status("scrape-1").retryAt()).isNotNull();
        await().until(() -> take("w", 1).size() == 1);
    }

    @Test
    default void repeatedTakeTellsTheSameJobsAgain() {
        enqueue("scrape-1");
        enqueue("scrape-2");
        TakeRequest request = new TakeRequest("w", "request-1", 1, LEASE);

        List<Taken> first = queue().take("scrape", request).jobs();
        List<Taken> again = queue().take("scrape", request).jobs();

        assertThat(first).hasSize(1);
        assertThat(again).isEqualTo(first);
        assertThat(take("w", 5)).extracting(job -> job.lease().jobId()).containsExactly("scrape-2");
    }

    @Test
    default void takerThatLeavesJobsBehindPassesTheWakeUpOn() {
        CountDownLatch woken = new CountDownLatch(1);
        try (WakeSignal first = queue().signal("scrape");
                WakeSignal second = queue().signal("scrape")) {
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
    default void badInputNamesTheFieldAndWhatIsAllowed() {
        Map<Runnable, String> cases = Map.of(
                () -> queue().enqueue(JobRequest.of("nosuch", "{}")), "queue: one of [scrape, train]",
                () -> JobRequest.withId("../etc", "{}"), "job id",
                () -> queue().status("scrape-../x"), "job id",
                () -> JobRequest.of("scrape", "{}").withPriority(10), "priority: 0 to 9",
                () -> JobRequest.of("scrape", "{}").withMaxAttempts(0), "max attempts: 1 to 100",
                () -> queue().list(new JobFilter("nosuch", null, 10)), "queue: one of",
                () -> new JobFilter(null, null, 0), "limit: 1 to 1000");

        cases.forEach((call, message) -> assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.BAD_INPUT))
                .hasMessageContaining(message));
    }
}
