package dev.mevsdk.feed;

import dev.mevsdk.proto.market.MarketEvent;
import dev.mevsdk.proto.market.TipFloor;

/** Sees what happens in the market. Called by the thread that steps it. */
interface MarketListener {
    /** What everybody sees. */
    default void event(MarketEvent.Builder event) {}

    /** What became of an agent's bid. */
    default void settled(BidResult result) {}

    /**
     * The truth about an opportunity one slot later: whether a bundle with that tip would have landed at a profit.
     */
    default void arbitrageLabelled(Opportunity opportunity, TipFloor floor, long tipLamports, boolean profitable) {}

    /** A pair that a detector would flag, and whether it was a sandwich. */
    default void pairObserved(ObservedPair pair, TipFloor floor) {}
}
