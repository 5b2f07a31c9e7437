package dev.mevsdk.transport.ingest;

import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MevOpportunity;
import java.util.List;

/** What must hold of an event's values, whichever form it came in. */
final class EventChecks {
    static final double LAMPORTS_PER_SOL = 1e9;
    /** More SOL than can be counted in lamports in 64 bits. */
    private static final double MAX_SOL = 9e9;

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
            default -> {}
        }
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
