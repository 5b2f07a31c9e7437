package dev.mevsdk.agent;

import java.util.function.ToDoubleFunction;

/** How good an opportunity is. Called by one thread; never blocks. */
public interface Scoring {
    /**
     * @param quality 0..1: the probability that it is what it seems
     * @param modelVersion what said so
     */
    record Score(double quality, String modelVersion) {}

    /** @param inputs values by the keys of feature sets, such as {@code market.volatility_5s_bps}; NaN when unknown */
    Score score(ToDoubleFunction<String> inputs);
}
