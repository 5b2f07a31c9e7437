package dev.mevsdk.feed;

/**
 * Buying a token on one pool and selling it on another. The output of a chain of constant-product swaps is a Möbius map
 * of the input, out(x) = a x / (c + d x), so the input of the greatest profit has a closed form: (sqrt(a c) - c) / d.
 */
record Cycle(Pool cheap, Pool dear) {
    /** Lamports to put in; 0 when no input pays. */
    double bestInput() {
        double a = cheap.keptFraction() * cheap.baseReserve();
        double c = cheap.quoteReserve();
        double d = cheap.keptFraction();
        double a2 = dear.keptFraction() * dear.quoteReserve() * a;
        double c2 = dear.baseReserve() * c;
        double d2 = dear.baseReserve() * d + dear.keptFraction() * a;
        return Math.max(0, (Math.sqrt(a2 * c2) - c2) / d2);
    }

    /** Lamports gained before tip and fees, without trading. */
    double profit(double input) {
        return dear.copy().sell(cheap.copy().buy(input)) - input;
    }

    /** Trades it; returns lamports gained. */
    double execute(double input) {
        return dear.sell(cheap.buy(input)) - input;
    }
}
