package dev.mevsdk.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A token, its pools, and the fair price that informed traders pull them towards. Not thread-safe. */
final class Token {
    /** 5 s of slots. */
    private static final int VOLATILITY_SLOTS = 13;

    private static final double FAIR_PRICE_STEP = 0.0015;

    private final List<Pool> pools;
    private final double[] logPrices = new double[VOLATILITY_SLOTS];
    private double fairPrice;
    private int slots;
    private long mispricedSince = -1;

    Token(List<Pool> pools) {
        this.pools = List.copyOf(pools);
        this.fairPrice = pools.get(0).price();
    }

    Pool pool(Random random) {
        return pools.get(random.nextInt(pools.size()));
    }

    double fairPrice() {
        return fairPrice;
    }

    /** The fair price walks; the slot's price is kept for the volatility. */
    void nextSlot(Random random) {
        fairPrice *= Math.exp(FAIR_PRICE_STEP * random.nextGaussian());
        logPrices[slots++ % VOLATILITY_SLOTS] =
                Math.log(pools.stream().mapToDouble(Pool::price).average().orElseThrow());
    }

    /** Standard deviation of the log returns of the last 5 s, bps; NaN while fewer slots have passed. */
    double volatilityBps() {
        if (slots < VOLATILITY_SLOTS) {
            return Double.NaN;
        }
        List<Double> returns = new ArrayList<>();
        for (int i = slots - VOLATILITY_SLOTS + 1; i < slots; i++) {
            returns.add(logPrices[i % VOLATILITY_SLOTS] - logPrices[(i - 1) % VOLATILITY_SLOTS]);
        }
        double mean =
                returns.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double variance = returns.stream()
                .mapToDouble(r -> (r - mean) * (r - mean))
                .average()
                .orElse(0);
        return Math.sqrt(variance) * 10_000;
    }

    /** The best cycle over its pools, if it pays for its costs. */
    Optional<Opportunity> opportunity(long slot) {
        Pool cheap = pools.stream().min(Comparator.comparingDouble(Pool::price)).orElseThrow();
        Pool dear = pools.stream().max(Comparator.comparingDouble(Pool::price)).orElseThrow();
        Cycle cycle = new Cycle(cheap, dear);
        double input = cycle.bestInput();
        long since = mispricedSince < 0 ? slot : mispricedSince;
        Opportunity found = new Opportunity(cycle, since, slot, input, cycle.profit(input), volatilityBps());
        boolean pays = input > 0 && found.netLamports() > 0;
        mispricedSince = pays ? since : -1;
        return pays ? Optional.of(found) : Optional.empty();
    }
}
