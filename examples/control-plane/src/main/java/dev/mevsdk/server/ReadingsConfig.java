package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.core.metrics.Figure;
import dev.mevsdk.core.metrics.MetricsConfig;
import dev.mevsdk.transport.metrics.PrometheusConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the figures come from, and what people may ask ClickHouse.
 *
 * @param metrics how often, and when a source counts as stale
 * @param latencies who says how long decisions take
 * @param outcomes who says what landed and what it brought; readings per module always come from ClickHouse
 * @param prometheus needed where it is named
 * @param queriesFolder of queries beside the shipped ones; empty for none
 */
public record ReadingsConfig(
        MetricsConfig metrics,
        Source latencies,
        Source outcomes,
        Optional<PrometheusConfig> prometheus,
        Optional<Path> queriesFolder) {
    /** Who gives figures. */
    public enum Source {
        /** The histograms in their heartbeats. */
        AGENTS,
        CLICKHOUSE,
        PROMETHEUS
    }

    public static final ReadingsConfig DEFAULT = new ReadingsConfig(
            MetricsConfig.DEFAULT, Source.AGENTS, Source.CLICKHOUSE, Optional.empty(), Optional.empty());

    public ReadingsConfig {
        boolean asksPrometheus = latencies == Source.PROMETHEUS || outcomes == Source.PROMETHEUS;
        if (asksPrometheus && prometheus.isEmpty()) {
            throw MevException.badInput("PROMETHEUS_URL: must be the address of Prometheus, since METRICS_LATENCY or"
                    + " METRICS_OUTCOMES names it");
        }
    }

    static ReadingsConfig of(Settings settings) {
        Duration interval = settings.duration("METRICS_INTERVAL", MetricsConfig.DEFAULT_INTERVAL);
        if (interval.toMillis() < 500 || interval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw MevException.badInput("METRICS_INTERVAL: must be 500ms..1m");
        }
        return new ReadingsConfig(
                MetricsConfig.every(interval),
                Source.valueOf(settings.choice("METRICS_LATENCY", "AGENTS", "AGENTS", "PROMETHEUS")),
                Source.valueOf(settings.choice("METRICS_OUTCOMES", "CLICKHOUSE", "CLICKHOUSE", "PROMETHEUS")),
                prometheus(settings),
                settings.text("QUERIES_DIR").map(folder -> Path.of(folder).toAbsolutePath()));
    }

    /** A query of one's own per figure: `PROMQL_HOTPATH_P50` and so on. */
    private static Optional<PrometheusConfig> prometheus(Settings settings) {
        if (settings.text("PROMETHEUS_URL").isEmpty()) {
            return Optional.empty();
        }
        PrometheusConfig config = PrometheusConfig.of(settings.uri("PROMETHEUS_URL", "", "http", "https"));
        for (Figure figure : Figure.values()) {
            Optional<String> own = settings.text("PROMQL_" + figure.name());
            config = own.isPresent() ? config.withQuery(figure, own.get()) : config;
        }
        return Optional.of(config);
    }
}
