package dev.mevsdk.core.bundle;

import java.time.Instant;

/**
 * All reports of one phase.
 *
 * @param reason of the newest; of two at the same time the one that sorts last
 */
record Seen(Instant first, Instant last, String reason) {
    static Seen once(Instant at, String reason) {
        return new Seen(at, at, reason);
    }

    Seen with(Seen other) {
        return new Seen(
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last,
                isBefore(other) ? other.reason : reason);
    }

    private boolean isBefore(Seen other) {
        int order = last.compareTo(other.last);
        return order < 0 || (order == 0 && reason.compareTo(other.reason) < 0);
    }

    /** When the phase began: at its first report, unless another one ended an earlier attempt in between. */
    Instant since(Instant otherLast) {
        return first.isBefore(otherLast) ? last : first;
    }
}
