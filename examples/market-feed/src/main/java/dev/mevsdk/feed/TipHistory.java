package dev.mevsdk.feed;

import dev.mevsdk.proto.market.TipFloor;
import java.util.ArrayDeque;
import java.util.Deque;

/** The tips of recently landed bundles, and Jito's tip floor over them. Not thread-safe. */
final class TipHistory {
    private static final int KEPT = 500;
    /** The least tip the block engine accepts, lamports. */
    static final long MINIMUM_LAMPORTS = 1_000;

    private final Deque<Long> landed = new ArrayDeque<>();

    void landed(long tipLamports) {
        if (landed.size() == KEPT) {
            landed.removeFirst();
        }
        landed.addLast(Math.max(MINIMUM_LAMPORTS, tipLamports));
    }

    TipFloor floor() {
        long[] sorted = landed.stream().mapToLong(Long::longValue).sorted().toArray();
        return TipFloor.newBuilder()
                .setP25Lamports(percentile(sorted, 0.25))
                .setP50Lamports(percentile(sorted, 0.50))
                .setP75Lamports(percentile(sorted, 0.75))
                .setP95Lamports(percentile(sorted, 0.95))
                .setP99Lamports(percentile(sorted, 0.99))
                .build();
    }

    /** Nearest rank. */
    private static long percentile(long[] sorted, double fraction) {
        if (sorted.length == 0) {
            return MINIMUM_LAMPORTS;
        }
        int rank = (int) Math.ceil(fraction * sorted.length);
        return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
    }
}
