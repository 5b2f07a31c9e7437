package dev.mevsdk.feed;

import dev.mevsdk.proto.BundleOutcome;

/**
 * What became of a bid.
 *
 * @param reason empty when it landed; else a result of jito-labs/mev-protos
 * @param profitLamports realized, before tip and fees
 */
record BidResult(Bid bid, long slot, boolean landed, String reason, long profitLamports) {
    static BidResult lost(Bid bid, long slot, String reason) {
        return new BidResult(bid, slot, false, reason, 0);
    }

    BundleOutcome.Builder toProto(BundleOutcome.Status status) {
        return BundleOutcome.newBuilder()
                .setBundleId(bid.bundleId())
                .setLanded(landed)
                .setTipLamports(bid.tipLamports())
                .setPath("Jito")
                .setLeader("sim-leader-" + slot / 4 % 20)
                .setReason(reason)
                .setStatus(status)
                .setSlot(slot)
                .setFeeLamports(landed ? Opportunity.NETWORK_COST_LAMPORTS : 0)
                .setProfitLamports(profitLamports);
    }
}
