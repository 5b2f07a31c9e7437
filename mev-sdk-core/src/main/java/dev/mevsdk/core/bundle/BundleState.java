package dev.mevsdk.core.bundle;

import java.time.Instant;
import java.util.List;

/**
 * The one state of a bundle, explained.
 *
 * @param module `arbitrage` or `mev`; empty when no report named one
 * @param agentId of the agent that sent it; empty when no report named one
 * @param reason why it was rejected or dropped, as reported (`auction_bid`, `not_finalized`, ...); empty otherwise
 * @param since when the phase began; ms
 * @param missing what should have been reported and was not: `accepted`, `processed`, `reason`, `outcome`
 * @param conflict the phase that was reported too and does not fit, in lower case; empty for none
 * @param tipLamports offered; paid only when it landed. Unsigned
 * @param feeLamports fees paid, of failed attempts too. Unsigned
 * @param profitLamports realized, before tip and fees; of a landed bundle
 */
public record BundleState(
        String bundleId,
        String module,
        String agentId,
        BundlePhase phase,
        String reason,
        Instant since,
        List<String> missing,
        String conflict,
        long tipLamports,
        long feeLamports,
        long profitLamports) {
    public BundleState {
        missing = List.copyOf(missing);
    }

    /** The state in words, such as `did not land: its blockhash expired; missing: accepted`. */
    public String explanation() {
        String gaps = missing.isEmpty() ? "" : "; missing: " + String.join(", ", missing);
        String doubt = conflict.isEmpty() ? "" : "; although " + conflict + " was reported too";
        return words() + gaps + doubt;
    }

    private String words() {
        return switch (phase) {
            case ACCEPTED -> "accepted by the block engine, in no block yet";
            case PROCESSED -> "in a block, not final yet";
            case FINALIZED -> "landed and final";
            case REJECTED -> "rejected: " + reasonWords();
            case DROPPED -> "did not land: " + reasonWords();
            case UNKNOWN -> "reported with a status that this version does not know";
        };
    }

    private String reasonWords() {
        return switch (reason) {
            case "" -> "no reason given";
            case "auction_bid" -> "outbid in the auction";
            case "simulation_failure" -> "its simulation failed";
            case "internal" -> "internal error of the block engine";
            case "dropped_bundle" -> "dropped by the block engine";
            case "blockhash_expired" -> "its blockhash expired";
            case "partially_processed" -> "only a part of it was processed";
            case "not_finalized" -> "its block was abandoned";
            default -> reason;
        };
    }

    /** What it brought: profit less tip and fees when it landed, less the fees when it did not, 0 until that is known. */
    public long pnlLamports() {
        if (phase == BundlePhase.FINALIZED) {
            return profitLamports - tipLamports - feeLamports;
        }
        return phase.isSettled() ? -feeLamports : 0;
    }
}
