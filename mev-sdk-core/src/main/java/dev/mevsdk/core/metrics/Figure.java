package dev.mevsdk.core.metrics;

import dev.mevsdk.proto.MetricsUpdate;
import java.util.Set;
import java.util.function.BiConsumer;

/** The figures of a {@link MetricsUpdate}, with their units. */
public enum Figure {
    /** From the append of a market event to the emission of the decision, ms. */
    HOTPATH_P50(MetricsUpdate.Builder::setHotpathP50),
    /** The same, ms. */
    HOTPATH_P99(MetricsUpdate.Builder::setHotpathP99),
    /** From the emission of a decision to the broker's acknowledgement, ms. */
    SEND_P99(MetricsUpdate.Builder::setSendP99),
    /** Landed / settled bundles of the last 10 minutes, 0..1. */
    LANDED(MetricsUpdate.Builder::setLandedPct),
    /** Profit of landed bundles less tips and all fees, last hour, SOL. */
    PNL_1H(MetricsUpdate.Builder::setPnl1H);

    /** What agents measure of themselves. */
    public static final Set<Figure> LATENCIES = Set.of(HOTPATH_P50, HOTPATH_P99, SEND_P99);
    /** What follows from bundles. */
    public static final Set<Figure> OUTCOMES = Set.of(LANDED, PNL_1H);

    private final BiConsumer<MetricsUpdate.Builder, Double> setter;

    Figure(BiConsumer<MetricsUpdate.Builder, Double> setter) {
        this.setter = setter;
    }

    void set(MetricsUpdate.Builder update, double value) {
        setter.accept(update, value);
    }
}
