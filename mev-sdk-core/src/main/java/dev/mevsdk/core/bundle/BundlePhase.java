package dev.mevsdk.core.bundle;

import dev.mevsdk.proto.BundleOutcome;
import java.util.Set;

/** Where a bundle stands; the results of jito-labs/mev-protos. */
public enum BundlePhase {
    /** The block engine forwarded it to a validator; said once per validator, so often many times. */
    ACCEPTED,
    /** In a block that may still be abandoned. */
    PROCESSED,
    /** In a block for good: it landed. */
    FINALIZED,
    /** The block engine did not forward it. */
    REJECTED,
    /** It was forwarded and did not land. */
    DROPPED,
    /** Only told of with a status that this version does not know. */
    UNKNOWN;

    private static final Set<BundlePhase> SETTLED = Set.of(FINALIZED, REJECTED, DROPPED);

    /** Nothing more is expected; a later attempt with the same bundle may still change it. */
    public boolean isSettled() {
        return SETTLED.contains(this);
    }

    /** The status decides. Without one, as the original's records are, `landed` is the last word. */
    static BundlePhase of(BundleOutcome outcome) {
        return switch (outcome.getStatus()) {
            case ACCEPTED -> ACCEPTED;
            case PROCESSED -> PROCESSED;
            case FINALIZED -> FINALIZED;
            case REJECTED -> REJECTED;
            case DROPPED -> DROPPED;
            case STATUS_UNSPECIFIED -> outcome.getLanded() ? FINALIZED : DROPPED;
            case UNRECOGNIZED -> UNKNOWN;
        };
    }
}
