package dev.mevsdk.transport.hub;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/** Sends a hub's clients away in rounds, so that those who come back at once don't do it together. */
final class GoingAway {
    private static final int ROUNDS = 20;
    /** For the last notices to reach their lanes. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofMillis(1);

    private final Duration spread;

    GoingAway(Duration spread) {
        this.spread = spread;
    }

    void send(List<Cohort> cohorts, IntSupplier clients) {
        int rounds = spread.isZero() ? 1 : ROUNDS;
        for (int left = rounds; left > 0 && clients.getAsInt() > 0; left--) {
            int roundsLeft = left;
            Duration retryAfter = Duration.ofMillis(ThreadLocalRandom.current().nextLong(spread.toMillis() + 1));
            cohorts.forEach(cohort -> cohort.feed().goAway(roundsLeft, retryAfter));
            park(spread.dividedBy(rounds).toNanos());
        }
        long deadline = System.nanoTime() + LAST_WAIT.toNanos();
        while (clients.getAsInt() > 0
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            park(POLL.toNanos());
        }
    }

    private static void park(long nanos) {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !Thread.currentThread().isInterrupted(); ) {
            LockSupport.parkNanos(left);
            left = deadline - System.nanoTime();
        }
    }
}
