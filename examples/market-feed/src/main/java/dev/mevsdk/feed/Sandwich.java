package dev.mevsdk.feed;

import dev.mevsdk.proto.market.SandwichCandidate;

/**
 * The room a pending buy leaves around it: buying first pushes its price up to the victim's slippage limit, selling
 * after it takes the difference. Used to detect, measure and protect.
 *
 * @param frontrunLamports the greatest front-run the victim's limit allows
 */
record Sandwich(
        String victimSignature,
        Pool pool,
        double victimLamports,
        int slippageBps,
        double frontrunLamports,
        double volatilityBps) {
    private static final int BISECTIONS = 40;
    private static final double CERTAIN_LAMPORTS = 5e9;

    static Sandwich around(String signature, Pool pool, double victimLamports, int slippageBps, double volatilityBps) {
        double limit = pool.copy().buy(victimLamports) * (1 - slippageBps / 10_000.0);
        double low = 0;
        double high = pool.quoteReserve() / 10;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            Pool trial = pool.copy();
            trial.buy(middle);
            if (trial.buy(victimLamports) >= limit) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Sandwich(signature, pool.copy(), victimLamports, slippageBps, low, volatilityBps);
    }

    double grossLamports() {
        Pool trial = pool.copy();
        double tokens = trial.buy(frontrunLamports);
        trial.buy(victimLamports);
        return trial.sell(tokens) - frontrunLamports;
    }

    double costLamports() {
        return 2.0 * Opportunity.NETWORK_COST_LAMPORTS;
    }

    /** A guess from what everybody sees before the trade: the larger the buy, the likelier somebody trades around it. */
    static double confidence(double victimLamports) {
        return Math.min(1, victimLamports / CERTAIN_LAMPORTS);
    }

    /** Lamports per token unit the front-run would pay. */
    double frontrunPrice() {
        return frontrunLamports / pool.copy().buy(frontrunLamports);
    }

    SandwichCandidate toProto() {
        return SandwichCandidate.newBuilder()
                .setVictimSignature(victimSignature)
                .setPool(pool.id())
                .setDex(pool.dex())
                .setVictimInLamports((long) victimLamports)
                .setVictimSlippageBps(slippageBps)
                .setFrontrunEffectivePrice(frontrunPrice())
                .setInventoryAlignment(1)
                .setGrossLamports((long) grossLamports())
                .setCostLamports((long) costLamports())
                .setVolatility5SBps(volatilityBps)
                .setConfidence(confidence(victimLamports))
                .setPoolLiquidityLamports((long) pool.quoteReserve())
                .build();
    }
}
