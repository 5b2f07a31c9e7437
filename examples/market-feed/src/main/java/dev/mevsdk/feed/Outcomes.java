package dev.mevsdk.feed;

import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.BundleOutcome.Status;
import java.util.List;

/** The results a block engine would send for one bundle, in their order. */
final class Outcomes {
    private Outcomes() {}

    static List<BundleOutcome> of(BidResult result) {
        if (!result.landed()) {
            return List.of(result.toProto(Status.REJECTED).build());
        }
        // "Landed" is not final until finalized: only the last one says so.
        return List.of(
                result.toProto(Status.ACCEPTED).setLanded(false).build(),
                result.toProto(Status.PROCESSED).build(),
                result.toProto(Status.FINALIZED).build());
    }
}
