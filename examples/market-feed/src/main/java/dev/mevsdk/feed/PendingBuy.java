package dev.mevsdk.feed;

/**
 * A large buy on its way.
 *
 * @param seen whether others can see it before it trades
 * @param room what its slippage leaves around it, at the time it was seen
 */
record PendingBuy(Token token, Pool pool, Sandwich room, boolean seen, long executesAtSlot) {
    boolean dueAt(long slot) {
        return slot >= executesAtSlot;
    }

    /** The same room on the pool as it is now. */
    Sandwich now() {
        return Sandwich.around(
                room.victimSignature(), pool, room.victimLamports(), room.slippageBps(), token.volatilityBps());
    }
}
