package dev.mevsdk.agent;

import java.util.function.ToDoubleFunction;

/**
 * The estimate in use before there is a model. A sandwich candidate brings its own confidence. A cyclic arbitrage is as
 * good as its edge is wide against the price's movement: edge / (edge + volatility), both in bps; one half when the
 * volatility is unknown. A guess that orders opportunities, not a calibrated probability; decisions made with it say
 * {@value #VERSION}.
 */
final class HeuristicScoring implements Scoring {
    static final String VERSION = "heuristic-1";
    private static final double UNKNOWN = 0.5;

    @Override
    public Score score(ToDoubleFunction<String> inputs) {
        double confidence = inputs.applyAsDouble("confidence");
        return new Score(Double.isNaN(confidence) ? edgeOverMovement(inputs) : clamp(confidence), VERSION);
    }

    private static double edgeOverMovement(ToDoubleFunction<String> inputs) {
        double edge = Math.max(0, inputs.applyAsDouble("market.gross_edge_bps"));
        double volatility = inputs.applyAsDouble("market.volatility_5s_bps");
        double quality = edge / (edge + volatility);
        return Double.isNaN(quality) ? UNKNOWN : clamp(quality);
    }

    private static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
