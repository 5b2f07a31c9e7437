package dev.mevsdk.feed;

import dev.mevsdk.proto.market.ArbCandidate;
import dev.mevsdk.proto.market.Leg;

/**
 * A mispricing between two pools of a token.
 *
 * @param sinceSlot when it appeared
 * @param inputLamports the best input at this moment
 * @param grossLamports profit of that input before tip and fees
 */
record Opportunity(
        Cycle cycle, long sinceSlot, long slot, double inputLamports, double grossLamports, double volatilityBps) {
    /** Signature fee and priority fee of the transaction, lamports. */
    static final long NETWORK_COST_LAMPORTS = 15_000;

    static final String SOL = "So11111111111111111111111111111111111111112";

    /** Fees of a flash loan of that input (9 bps), taken above what a searcher holds. */
    static final double OWN_CAPITAL_LAMPORTS = 20e9;

    static final double FLASH_LOAN_FEE = 0.0009;

    boolean flashLoan() {
        return inputLamports > OWN_CAPITAL_LAMPORTS;
    }

    double costLamports() {
        return NETWORK_COST_LAMPORTS + (flashLoan() ? inputLamports * FLASH_LOAN_FEE : 0);
    }

    double netLamports() {
        return grossLamports - costLamports();
    }

    int ageSlots() {
        return (int) (slot - sinceSlot);
    }

    ArbCandidate toProto() {
        Pool cheap = cycle.cheap();
        Pool dear = cycle.dear();
        return ArbCandidate.newBuilder()
                .addLegs(leg(cheap, SOL, cheap.mint()))
                .addLegs(leg(dear, dear.mint(), SOL))
                .setInputLamports((long) inputLamports)
                .setGrossLamports((long) grossLamports)
                .setCostLamports((long) costLamports())
                .setMinLiquidityLamports((long) Math.min(cheap.quoteReserve(), dear.quoteReserve()))
                .setVolatility5SBps(volatilityBps)
                .setAgeSlots(ageSlots())
                .setFlashLoan(flashLoan())
                .build();
    }

    private static Leg leg(Pool pool, String in, String out) {
        return Leg.newBuilder()
                .setPool(pool.id())
                .setDex(pool.dex())
                .setInMint(in)
                .setOutMint(out)
                .build();
    }
}
