package dev.mevsdk.server;

import dev.mevsdk.transport.control.AgentStatus;
import dev.mevsdk.transport.control.ControlService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/**
 * What agents count, summed over those of a module that are not silent. Of the names in this list alone: an agent may
 * send any.
 */
final class FigureSums {
    private static final List<String> MODULES = List.of("arbitrage", "mev");
    private static final List<String> NAMES = List.of(
            "seen",
            "emitted",
            "halted",
            "throttled",
            "below_ev_min",
            "not_taken_by_kafka",
            "failed",
            "unreadable",
            "market_lag_records");

    private final ControlService control;
    private final MultiGauge sums;

    FigureSums(ControlService control, MeterRegistry registry) {
        this.control = control;
        sums = MultiGauge.builder("mev.agents.figure")
                .description("figures of the agents' heartbeats, summed over agents that are not silent")
                .register(registry);
    }

    /** @throws dev.mevsdk.core.MevException RETRYABLE while the log was not read */
    void sample() {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (String module : MODULES) {
            List<AgentStatus> agents = control.status(module).agents().stream()
                    .filter(agent -> !agent.silent())
                    .toList();
            for (String name : NAMES) {
                rows.add(MultiGauge.Row.of(Tags.of("module", module, "figure", name), sum(agents, name)));
            }
        }
        sums.register(rows, true);
    }

    void clear() {
        sums.register(List.of(), true);
    }

    private static double sum(List<AgentStatus> agents, String name) {
        return agents.stream()
                .mapToDouble(agent -> agent.figures().getOrDefault(name, 0.0))
                .sum();
    }
}
