package dev.mevsdk.server;

import dev.mevsdk.core.metrics.Figure;
import dev.mevsdk.core.metrics.MetricsPlan;
import dev.mevsdk.core.metrics.MetricsSource;
import dev.mevsdk.server.ReadingsConfig.Source;
import dev.mevsdk.transport.control.AgentLatencies;
import dev.mevsdk.transport.metrics.PrometheusMetrics;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Opens the sources that the configuration names. */
final class MetricsParts {
    static final List<String> MODULES = List.of("arbitrage", "mev");

    private MetricsParts() {}

    static MetricsPlan plan(ReadingsConfig config, MetricsSource bundles, ControlParts commands, OpenParts open) {
        Map<Figure, MetricsSource> figures = new EnumMap<>(Figure.class);
        Set<Figure> ofPrometheus = EnumSet.noneOf(Figure.class);
        if (config.latencies() == Source.PROMETHEUS) {
            ofPrometheus.addAll(Figure.LATENCIES);
        } else {
            MetricsSource agents =
                    open.add("the agents' latencies", AgentLatencies.follow(commands.channel(), commands.observer()));
            Figure.LATENCIES.forEach(figure -> figures.put(figure, agents));
        }
        if (config.outcomes() == Source.PROMETHEUS) {
            ofPrometheus.addAll(Figure.OUTCOMES);
        } else {
            Figure.OUTCOMES.forEach(figure -> figures.put(figure, bundles));
        }
        if (!ofPrometheus.isEmpty()) {
            MetricsSource prometheus = new PrometheusMetrics(config.prometheus().orElseThrow(), ofPrometheus);
            ofPrometheus.forEach(figure -> figures.put(figure, prometheus));
        }
        return new MetricsPlan(figures, bundles);
    }
}
