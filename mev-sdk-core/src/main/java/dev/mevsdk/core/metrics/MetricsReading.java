package dev.mevsdk.core.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a source says at one time.
 *
 * @param figures what it knows; a figure that was not measured is left out, never guessed
 * @param modules one per module, from a source that tells modules apart
 * @param asOf when it answered
 */
public record MetricsReading(Map<Figure, Double> figures, List<ModuleReading> modules, Instant asOf) {
    public MetricsReading {
        figures = Map.copyOf(figures);
        modules = List.copyOf(modules);
    }
}
