package dev.mevsdk.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.jobs.internal.LeaseStore.Answer;
import dev.mevsdk.jobs.internal.LeaseStore.Commit;
import dev.mevsdk.jobs.internal.LeaseStore.Failure;
import dev.mevsdk.jobs.internal.LeaseStore.Lease;
import dev.mevsdk.jobs.internal.LeaseStore.Taken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the holder of a lease may do, and what nobody may who lost it. */
interface LeaseContract extends JobQueueFixture {
    @Test
    default void olderTokenIsRefusedEverywhere() {
        enqueue("scrape-1");
        Lease old = take("w1", 1, Duration.ofMillis(100)).get(0).lease();
        Taken retaken = awaitTaken("w2");

        assertThat(retaken.lease().token()).isGreaterThan(old.token());
        assertThat(retaken.attempt()).isEqualTo(2);
        assertThat(queue().progress(old, 0.9, "old")).isEqualTo(Answer.LOST);
        assertThat(queue().log(old, 1, "old")).isEqualTo(Answer.LOST);
        assertThat(queue().checkpoint(old, new byte[1])).isEqualTo(Answer.LOST);
        assertThat(queue().commit(old, new Commit("s", "t", "{}", "h", ""), LEASE))
                .isEqualTo(Answer.LOST);
        assertThat(queue().done(old, "old", "")).isEqualTo(Answer.LOST);
        assertThat(queue().fail(old, JobQueueFixture.failure(Failure.Kind.FINAL, Duration.ZERO)))
                .isEqualTo(Answer.LOST);
        assertThat(queue().renew("scrape", LEASE, List.of(old))).containsEntry("scrape-1", Answer.LOST);
        assertThat(status("scrape-1").state()).isEqualTo(JobState.RUNNING);
        assertThat(status("scrape-1").message()).isNotEqualTo("old");
    }

    @Test
    default void renewedLeaseIsKept() {
        enqueue("scrape-1");
        Lease lease = take("w1", 1, Duration.ofMillis(300)).get(0).lease();

        assertThat(queue().renew("scrape", Duration.ofSeconds(30), List.of(lease)))
                .isEmpty();

        await().during(Duration.ofMillis(500)).until(() -> take("w2", 1).isEmpty());
    }

    @Test
    default void progressNeverGoesBackWithinARun() {
        enqueue("scrape-1");
        Lease lease = take("w", 1).get(0).lease();

        assertThat(queue().progress(lease, 0.5, "half")).isEqualTo(Answer.STORED);
        assertThat(queue().progress(lease, 0.25, "odd")).isEqualTo(Answer.STORED);

        assertThat(status("scrape-1").progress()).isEqualTo(0.5);
        assertThat(status("scrape-1").message()).isEqualTo("odd");
    }

    @Test
    default void logKeepsTheNewestLinesAndNoneTwice() {
        enqueue("scrape-1");
        Lease lease = take("w", 1).get(0).lease();

        for (int line = 1; line <= 5; line++) {
            queue().log(lease, line, "line " + line);
        }
        queue().log(lease, 5, "line 5");

        assertThat(queue().logs("scrape-1", 100)).containsExactly("line 3", "line 4", "line 5");
        assertThat(queue().logs("scrape-1", 1)).containsExactly("line 5");
    }

    @Test
    default void eachRunStartsItsProgressAnewAndAddsToTheLog() {
        enqueue("scrape-1");
        Lease first = take("w", 1).get(0).lease();
        queue().log(first, 1, "first run");
        queue().progress(first, 0.9, "");
        queue().fail(first, JobQueueFixture.failure(Failure.Kind.RELEASE, Duration.ZERO));

        Lease second = take("w", 1).get(0).lease();
        queue().log(second, 1, "second run");

        assertThat(queue().logs("scrape-1", 10)).containsExactly("first run", "second run");
        assertThat(status("scrape-1").progress()).isZero();
    }

    @Test
    default void checkpointReachesTheNextAttempt() {
        enqueue("scrape-1");
        Lease lease = take("w", 1).get(0).lease();
        byte[] state = "resume at row 7 \u00e9".getBytes(StandardCharsets.UTF_8);

        queue().checkpoint(lease, state);
        queue().fail(lease, JobQueueFixture.failure(Failure.Kind.RETRY, Duration.ZERO));

        await().until(() -> take("w", 1).size() == 1);
        assertThat(queue().lastCheckpoint("scrape-1")).hasValue(state);
    }
}
