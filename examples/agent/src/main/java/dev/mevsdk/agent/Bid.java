package dev.mevsdk.agent;

import dev.mevsdk.proto.market.TipFloor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much to tip, and what is to be expected of it.
 *
 * @param landing 0..1: the share of recently landed bundles that the tip outbids, less a tenth for each slot of age
 * @param expectedLamports landing * (quality * (gross - cost - tip) - (1 - quality) * (cost + tip)); a bundle that does
 *     not land costs nothing
 */
record Bid(double percentile, long tipLamports, double landing, double expectedLamports) {
    private static final double LEFT_PER_SLOT = 0.9;

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
        double landing = percentile * Math.pow(LEFT_PER_SLOT, opportunity.ageSlots());
        double lost = (double) opportunity.costLamports() + tip;
        double won = opportunity.grossLamports() - lost;
        return new Bid(percentile, tip, landing, landing * (quality * won - (1 - quality) * lost));
    }

    /** The tip floor at a percentile 0..1, linear between its five points; below the first it is the first. */
    static long tipAt(double percentile, TipFloor floor) {
        double[] at = {0.25, 0.5, 0.75, 0.95, 0.99};
        long[] lamports = {
            floor.getP25Lamports(),
            floor.getP50Lamports(),
            floor.getP75Lamports(),
            floor.getP95Lamports(),
            floor.getP99Lamports()
        };
        for (int i = 0; i < at.length; i++) {
            if (percentile <= at[i]) {
                return i == 0 ? lamports[0] : between(percentile, at, lamports, i);
            }
        }
        return lamports[at.length - 1];
    }

    private static long between(double percentile, double[] at, long[] lamports, int upper) {
        double share = (percentile - at[upper - 1]) / (at[upper] - at[upper - 1]);
        return Math.round(lamports[upper - 1] + share * (lamports[upper] - lamports[upper - 1]));
    }
}
