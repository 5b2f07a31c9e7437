package dev.mevsdk.core.bundle;

import static dev.mevsdk.core.bundle.BundlePhase.ACCEPTED;
import static dev.mevsdk.core.bundle.BundlePhase.DROPPED;
import static dev.mevsdk.core.bundle.BundlePhase.FINALIZED;
import static dev.mevsdk.core.bundle.BundlePhase.PROCESSED;
import static dev.mevsdk.core.bundle.BundlePhase.REJECTED;
import static dev.mevsdk.core.bundle.BundlePhase.UNKNOWN;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides what a bundle's reports come to. */
final class BundleReading {
    /** Reasons of a bundle that was in a block for a while. */
    private static final Set<String> AFTER_PROCESSED = Set.of("partially_processed", "not_finalized");

    private static final Seen NEVER = Seen.once(Instant.MIN, "");

    private final Map<BundlePhase, Seen> seen;
    private final boolean hasStatus;
    private final BundlePhase phase;

    /** @param hasStatus some report had a status: one who tells only the end owes no steps */
    BundleReading(Map<BundlePhase, Seen> seen, boolean hasStatus) {
        this.seen = seen;
        this.hasStatus = hasStatus;
        this.phase = decide();
    }

    BundlePhase phase() {
        return phase;
    }

    String reason() {
        return last(phase).reason();
    }

    private BundlePhase decide() {
        if (has(FINALIZED)) {
            return FINALIZED;
        }
        if (isAfter(PROCESSED, DROPPED)) {
            return PROCESSED;
        }
        if (isAfter(ACCEPTED, REJECTED) && isAfter(ACCEPTED, DROPPED)) {
            return ACCEPTED;
        }
        if (isAfter(REJECTED, DROPPED)) {
            return REJECTED;
        }
        return has(DROPPED) ? DROPPED : UNKNOWN;
    }

    Instant since() {
        return switch (phase) {
            case FINALIZED -> last(FINALIZED).first();
            case PROCESSED -> last(PROCESSED).since(last(DROPPED).last());
            case ACCEPTED -> last(ACCEPTED).since(newest(REJECTED, DROPPED));
            case REJECTED, DROPPED -> last(phase).since(newest(ACCEPTED, PROCESSED));
            case UNKNOWN -> last(UNKNOWN).first();
        };
    }

    List<String> missing() {
        List<String> missing = new ArrayList<>();
        boolean forwarded = hasStatus && (phase == FINALIZED || phase == PROCESSED || phase == DROPPED);
        if (forwarded && !has(ACCEPTED)) {
            missing.add("accepted");
        }
        boolean wasInBlock = phase == FINALIZED || (phase == DROPPED && AFTER_PROCESSED.contains(reason()));
        if (hasStatus && wasInBlock && !has(PROCESSED)) {
            missing.add("processed");
        }
        if ((phase == REJECTED || phase == DROPPED) && reason().isEmpty()) {
            missing.add("reason");
        }
        if (!phase.isSettled()) {
            missing.add("outcome");
        }
        return missing;
    }

    String conflict() {
        if (phase == FINALIZED && !last(DROPPED).last().isBefore(last(FINALIZED).first())) {
            return "dropped";
        }
        return phase == DROPPED && reason().equals("blockhash_expired") && has(PROCESSED) ? "processed" : "";
    }

    private boolean has(BundlePhase one) {
        return seen.containsKey(one);
    }

    private Seen last(BundlePhase one) {
        return seen.getOrDefault(one, NEVER);
    }

    private boolean isAfter(BundlePhase one, BundlePhase other) {
        return has(one) && last(one).last().isAfter(last(other).last());
    }

    private Instant newest(BundlePhase one, BundlePhase other) {
        Instant a = last(one).last();
        Instant b = last(other).last();
        return a.isBefore(b) ? b : a;
    }
}
