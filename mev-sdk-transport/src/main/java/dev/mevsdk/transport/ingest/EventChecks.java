package dev.mevsdk.transport.ingest;

import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MevOpportunity;
import java.util.List;

/** What must hold of an event's values, whichever form it came in. */
final class EventChecks {
    static final double LAMPORTS_PER_SOL = 1e9;
    /** More SOL than can be counted in lamports in 64 bits. */
    private static final double MAX_SOL = 9e9;

    /** A million SOL, more than any bundle can move. */
    private static final long MAX_LAMPORTS = 1_000_000_000_000_000L;

    private static final int MAX_LADDER = 64;

    private EventChecks() {}

    static void check(Envelope.Builder event) {
        switch (event.getPayloadCase()) {
            case ARB -> {
                ArbOpportunity arb = event.getArb();
                profit("arb.net_sol", arb.getNetSol());
                fraction("arb.p_land_est", arb.getPLandEst());
                ladder("arb.tip_ladder", arb.getTipLadderList());
                if (arb.getNetLamports() == 0) {
                    event.getArbBuilder().setNetLamports(lamports(arb.getNetSol()));
                }
            }
            case MEV -> {
                MevOpportunity mev = event.getMev();
                profit("mev.net_sol", mev.getNetSol());
                fraction("mev.p_land_est", mev.getPLandEst());
                ladder("mev.tip_ladder", mev.getTipLadderList());
                if (mev.getNetLamports() == 0) {
                    event.getMevBuilder().setNetLamports(lamports(mev.getNetSol()));
                }
            }
            case OUTCOME -> outcome(event.getOutcome());
            default -> {}
        }
    }

    /** The lamports are summed up: a wrong one must not turn a sum over. */
    private static void outcome(BundleOutcome outcome) {
        // Of the smallest long the absolute value is negative, too; read as signed, so is what is beyond 2^63.
        require(isAmount(Math.abs(outcome.getProfitLamports())), "outcome.profit_lamports");
        require(isAmount(outcome.getTipLamports()), "outcome.tip_lamports");
        require(isAmount(outcome.getFeeLamports()), "outcome.fee_lamports");
    }

    private static boolean isAmount(long lamports) {
        return lamports >= 0 && lamports <= MAX_LAMPORTS;
    }

    private static void ladder(String field, List<Double> percentiles) {
        for (double percentile : percentiles) {
            fraction(field, percentile);
        }
        ladderLength(field, percentiles.size());
    }

    static void ladderLength(String field, int length) {
        require(length <= MAX_LADDER, field);
    }

    static void profit(String field, double sol) {
        require(Math.abs(sol) <= MAX_SOL, field);
    }

    static void fraction(String field, double value) {
        require(value >= 0 && value <= 1, field);
    }

    static long lamports(double sol) {
        return Math.round(sol * LAMPORTS_PER_SOL);
    }

    private static void require(boolean holds, String field) {
        if (!holds) {
            throw new RejectedRecord(RejectReason.OUT_OF_RANGE, field);
        }
    }
}
