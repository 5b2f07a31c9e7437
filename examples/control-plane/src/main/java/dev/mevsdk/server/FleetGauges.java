package dev.mevsdk.server;

import dev.mevsdk.transport.control.AgentStatus;
import dev.mevsdk.transport.control.ControlService;
import dev.mevsdk.transport.control.HaltReason;
import dev.mevsdk.transport.control.ModuleStatus;
import dev.mevsdk.transport.control.Policy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Desired policies, and how many agents follow them; never an agent's name. */
final class FleetGauges {
    private static final List<String> MODULES = List.of("arbitrage", "mev");

    /** An agent counts in the first that fits. */
    private enum State {
        ENDED,
        SILENT,
        DUPLICATE,
        OTHER_HISTORY,
        IN_SYNC,
        BEHIND;

        static State of(AgentStatus agent) {
            if (!agent.duplicate() && agent.haltReasons().contains(HaltReason.CLOSED)) {
                return ENDED;
            } else if (agent.silent()) {
                return SILENT;
            } else if (agent.duplicate()) {
                return DUPLICATE;
            } else if (agent.otherHistory()) {
                return OTHER_HISTORY;
            }
            return agent.inSync() ? IN_SYNC : BEHIND;
        }
    }

    private final ControlService control;
    private final MultiGauge agents;
    private final MultiGauge halted;
    private final MultiGauge version;
    private final MultiGauge running;

    FleetGauges(ControlService control, MeterRegistry registry) {
        this.control = control;
        agents = gauge(registry, "mev.control.agents", "agents by what is in force there");
        halted = gauge(registry, "mev.control.agents.halted", "agents, not silent, that are halted");
        version = gauge(registry, "mev.control.policy.version", "version of the desired policy");
        running = gauge(registry, "mev.control.policy.running", "1 while the desired policy lets agents run");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String what) {
        return MultiGauge.builder(name).description(what).register(registry);
    }

    /** @throws dev.mevsdk.core.MevException RETRYABLE while the log was not read */
    void sample() {
        show(MODULES.stream().map(control::status).toList());
    }

    void clear() {
        show(List.of());
    }

    private void show(List<ModuleStatus> modules) {
        List<MultiGauge.Row<?>> agentRows = new ArrayList<>();
        List<MultiGauge.Row<?>> haltedRows = new ArrayList<>();
        List<MultiGauge.Row<?>> versionRows = new ArrayList<>();
        List<MultiGauge.Row<?>> runningRows = new ArrayList<>();
        for (ModuleStatus status : modules) {
            Policy desired = status.desired();
            Tags module = Tags.of("module", desired.module());
            for (State state : State.values()) {
                long count = status.agents().stream()
                        .filter(agent -> State.of(agent) == state)
                        .count();
                agentRows.add(row(module.and("state", word(state)), count));
            }
            for (HaltReason reason : HaltReason.values()) {
                long count = status.agents().stream()
                        .filter(agent -> !agent.silent() && agent.haltReasons().contains(reason))
                        .count();
                haltedRows.add(row(module.and("reason", word(reason)), count));
            }
            versionRows.add(row(module, desired.version()));
            runningRows.add(row(module, desired.state() == Policy.State.RUNNING ? 1 : 0));
        }
        agents.register(agentRows, true);
        halted.register(haltedRows, true);
        version.register(versionRows, true);
        running.register(runningRows, true);
    }

    private static MultiGauge.Row<?> row(Tags tags, long value) {
        return MultiGauge.Row.of(tags, value);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
