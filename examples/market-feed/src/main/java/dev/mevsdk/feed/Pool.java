package dev.mevsdk.feed;

/**
 * A constant-product pool of a token against SOL (Uniswap v2 rule: (x + (1 - fee) dx)(y - dy) = xy). Reserves in raw
 * units; the quote reserve in lamports. Not thread-safe.
 */
final class Pool {
    private final String id;
    private final String dex;
    private final String mint;
    private final int feeBps;
    private double baseReserve;
    private double quoteReserve;

    Pool(String id, String dex, String mint, int feeBps, double baseReserve, double quoteReserve) {
        this.id = id;
        this.dex = dex;
        this.mint = mint;
        this.feeBps = feeBps;
        this.baseReserve = baseReserve;
        this.quoteReserve = quoteReserve;
    }

    String id() {
        return id;
    }

    String dex() {
        return dex;
    }

    String mint() {
        return mint;
    }

    int feeBps() {
        return feeBps;
    }

    double baseReserve() {
        return baseReserve;
    }

    double quoteReserve() {
        return quoteReserve;
    }

    double keptFraction() {
        return 1 - feeBps / 10_000.0;
    }

    /** Lamports per raw unit of the token. */
    double price() {
        return quoteReserve / baseReserve;
    }

    /** Tokens out for lamports in; moves the price. */
    double buy(double lamports) {
        double effective = lamports * keptFraction();
        double out = baseReserve * effective / (quoteReserve + effective);
        quoteReserve += lamports;
        baseReserve -= out;
        return out;
    }

    /** Lamports out for tokens in; moves the price. */
    double sell(double tokens) {
        double effective = tokens * keptFraction();
        double out = quoteReserve * effective / (baseReserve + effective);
        baseReserve += tokens;
        quoteReserve -= out;
        return out;
    }

    /** The same pool to try a trade on. */
    Pool copy() {
        return new Pool(id, dex, mint, feeBps, baseReserve, quoteReserve);
    }
}
