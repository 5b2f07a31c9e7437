package dev.mevsdk.jobs.internal.worker;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between attempts: doubling, capped, and between half and all of that, so that failures spread out. */
final class Backoff {
    private Backoff() {}

    static Duration after(int attempt, Duration min, Duration max) {
        long ceiling = Math.min(max.toMillis(), min.toMillis() << Math.min(20, Math.max(0, attempt - 1)));
        return Duration.ofMillis(ceiling - ThreadLocalRandom.current().nextLong(ceiling / 2 + 1));
    }
}
