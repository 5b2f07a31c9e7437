package dev.mevsdk.agent;

import dev.mevsdk.proto.market.TipFloor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much to tip, and what is to be expected of it.
 *
 * @param percentile of the tip floor, 0..1: the rung of the ladder
 * @param landing 0..1: the share of recently landed bundles that the tip outbids, less a tenth for each slot of age
 * @param expectedLamports landing * (quality * (gross - cost - tip) - (1 - quality) * (cost + tip)); a bundle that does
 *     not land costs nothing
 */
record Bid(double percentile, long tipLamports, double landing, double expectedLamports) {
    /** Where Jito's tip floor is known. */
    private static final double[] KNOWN = {0.25, 0.5, 0.75, 0.95, 0.99};

    private static final double LEFT_PER_SLOT = 0.9;
    private static final long OLDEST_SLOTS = 1_000;

    /** The rung of the ladder with the highest expectation, the lowest of equals; null when none promises a profit. */
    static @Nullable Bid best(Opportunity opportunity, double quality, List<Double> ladder) {
        Bid best = null;
        for (double percentile : ladder) {
            Bid bid = at(percentile, opportunity, quality);
            if (bid.expectedLamports > 0 && (best == null || bid.expectedLamports > best.expectedLamports)) {
                best = bid;
            }
        }
        return best;
    }

    private static Bid at(double percentile, Opportunity opportunity, double quality) {
        long tip = tipAt(percentile, opportunity.floor());
        double landing = outbid(percentile) * leftAfter(opportunity.ageSlots());
        double lost = (double) opportunity.costLamports() + tip;
        double won = opportunity.grossLamports() - lost;
        return new Bid(percentile, tip, landing, landing * (quality * won - (1 - quality) * lost));
    }

    /** What the tip outbids: beyond the first and last known point the tip stays as it is, and so does this. */
    private static double outbid(double percentile) {
        return Math.max(KNOWN[0], Math.min(KNOWN[KNOWN.length - 1], percentile));
    }

    /** By multiplication alone: a library's power function may differ in its last bit from one machine to the next. */
    private static double leftAfter(long slots) {
        double left = 1;
        for (long i = 0; i < Math.min(slots, OLDEST_SLOTS); i++) {
            left *= LEFT_PER_SLOT;
        }
        return left;
    }

    /**
     * The tip at a percentile 0..1, lamports, linear between the five points of the floor; below the first it is the
     * first, above the last the last.
     */
    static long tipAt(double percentile, TipFloor floor) {
        long[] lamports = points(floor);
        for (int i = 0; i < KNOWN.length; i++) {
            if (percentile <= KNOWN[i]) {
                return i == 0 ? lamports[0] : between(percentile, lamports, i);
            }
        }
        return lamports[KNOWN.length - 1];
    }

    private static long between(double percentile, long[] lamports, int upper) {
        double share = (percentile - KNOWN[upper - 1]) / (KNOWN[upper] - KNOWN[upper - 1]);
        return Math.round(lamports[upper - 1] + share * (lamports[upper] - lamports[upper - 1]));
    }

    /** Whether the five points are positive and none is below the one before it. */
    static boolean isFloor(TipFloor floor) {
        long below = 1;
        for (long lamports : points(floor)) {
            if (lamports < below) {
                return false;
            }
            below = lamports;
        }
        return true;
    }

    private static long[] points(TipFloor floor) {
        return new long[] {
            floor.getP25Lamports(),
            floor.getP50Lamports(),
            floor.getP75Lamports(),
            floor.getP95Lamports(),
            floor.getP99Lamports()
        };
    }
}
