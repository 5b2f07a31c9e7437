package dev.mevsdk.core.bundle;

import dev.mevsdk.proto.BundleOutcome;
import java.time.Instant;
import java.util.Comparator;

/** What one report says of money, in lamports. Of several the greatest in this order counts: final ones first, then newer. */
record Money(boolean isFinal, Instant at, long profit, long tip) implements Comparable<Money> {
    private static final Comparator<Money> ORDER = Comparator.comparing(Money::isFinal)
            .thenComparing(Money::at)
            .thenComparingLong(Money::profit)
            .thenComparing(Money::tip, Long::compareUnsigned);

    static Money of(BundleOutcome outcome, BundlePhase phase, Instant at) {
        return new Money(phase == BundlePhase.FINALIZED, at, outcome.getProfitLamports(), outcome.getTipLamports());
    }

    @Override
    public int compareTo(Money other) {
        return ORDER.compare(this, other);
    }

    Money max(Money other) {
        return compareTo(other) < 0 ? other : this;
    }
}
