package dev.mevsdk.feed;

import java.util.List;

/**
 * What the market starts from. Equal configurations give equal markets, event for event.
 *
 * @param tokens how many tokens trade against SOL
 * @param dexes venues; every token has one pool on each
 * @param tradesPerSlot noise trades per slot
 * @param startSlot the first slot
 */
record MarketConfig(long seed, int tokens, List<String> dexes, int tradesPerSlot, long startSlot) {
    static final long SLOT_MILLIS = 400;
    static final List<String> DEXES = List.of("raydium_v4", "orca_whirlpool", "meteora_dlmm");

    MarketConfig {
        if (tokens < 1 || dexes.size() < 2 || tradesPerSlot < 1) {
            throw new IllegalArgumentException("tokens and tradesPerSlot must be at least 1, dexes at least 2");
        }
        dexes = List.copyOf(dexes);
    }

    static MarketConfig ofSeed(long seed) {
        return new MarketConfig(seed, 8, DEXES, 6, 300_000_000L);
    }
}
