package dev.mevsdk.feed;

import java.util.Set;

/**
 * A competing searcher with fixed habits.
 *
 * @param bidFraction share of the net profit it bids as tip
 * @param reactionSlots slots before it sees an opportunity
 * @param minNetLamports below this it doesn't bother
 * @param mints the tokens it follows: nobody has eyes for all of them
 */
record Rival(double bidFraction, int reactionSlots, long minNetLamports, Set<String> mints) {
    boolean follows(String mint) {
        return mints.contains(mint);
    }

    /** Its tip for an opportunity of that profit and age, lamports; 0 when it doesn't bid. */
    long bid(double netLamports, int ageSlots) {
        return ageSlots >= reactionSlots && netLamports >= minNetLamports ? (long) (netLamports * bidFraction) : 0;
    }
}
