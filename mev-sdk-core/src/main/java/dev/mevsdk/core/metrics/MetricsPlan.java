package dev.mevsdk.core.metrics;

import java.util.Map;

/**
 * Who says what.
 *
 * @param figures the source of each figure; a figure without one stays 0
 * @param modules the source of the readings per module
 */
public record MetricsPlan(Map<Figure, MetricsSource> figures, MetricsSource modules) {
    public MetricsPlan {
        figures = Map.copyOf(figures);
    }
}
