package dev.mevsdk.transport.micrometer;

import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.transport.control.CommandAction;
import dev.mevsdk.transport.control.ControlObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The control plane's meters. */
final class ControlMeters implements ControlObserver {
    private static final List<String> MODULES = List.of("arbitrage", "mev");
    private static final List<ControlAck.Status> STATUSES =
            List.of(ControlAck.Status.RECEIVED, ControlAck.Status.APPLIED, ControlAck.Status.REJECTED);

    private final MeterRegistry registry;
    private final Map<CommandAction, Timer> append = new EnumMap<>(CommandAction.class);
    private final Map<CommandAction, Timer> applied = new EnumMap<>(CommandAction.class);

    ControlMeters(MeterRegistry registry) {
        this.registry = registry;
        for (CommandAction action : CommandAction.values()) {
            append.put(action, timer("mev.control.append", "until Kafka acknowledged a command", action));
            applied.put(
                    action,
                    timer(
                            "mev.control.applied",
                            "from the append of a command to the ack that it is in force",
                            action));
        }
        MODULES.forEach(this::startAtZero);
        List.of(Unreadable.values()).forEach(this::unreadable);
    }

    /** A counter that first shows with its first increment hides that one from a rate. */
    private void startAtZero(String module) {
        for (CommandAction action : CommandAction.values()) {
            for (Outcome outcome : Outcome.values()) {
                commands(module, action, outcome);
            }
        }
        for (ControlAck.Status status : STATUSES) {
            acks(module, status);
        }
    }

    private Timer timer(String name, String what, CommandAction action) {
        return Buckets.longTimer(name, what).tag("action", action.wireName()).register(registry);
    }

    @Override
    public void onCommand(String module, CommandAction action, Outcome outcome) {
        commands(module, action, outcome).increment();
    }

    private Counter commands(String module, CommandAction action, Outcome outcome) {
        return Counter.builder("mev.control.commands")
                .description("commands by how they were answered")
                .tags("module", module, "action", action.wireName(), "result", word(outcome))
                .register(registry);
    }

    private Counter acks(String module, ControlAck.Status status) {
        return Counter.builder("mev.control.acks")
                .description("acks of agents")
                .tags("module", module, "status", word(status))
                .register(registry);
    }

    private Counter unreadable(Unreadable what) {
        return Counter.builder("mev.control.unreadable")
                .description("what agents wrote and nobody can read")
                .tag("what", word(what))
                .register(registry);
    }

    @Override
    public void onUnreadable(Unreadable what) {
        unreadable(what).increment();
    }

    @Override
    public void onAppended(CommandAction action, Duration took) {
        Timer timer = append.get(action);
        if (timer != null) {
            timer.record(took);
        }
    }

    @Override
    public void onAck(ControlAck ack, Optional<CommandAction> action) {
        acks(ack.getModule(), ack.getStatus()).increment();
        Timer timer = action.map(applied::get).orElse(null);
        // An agent that starts acknowledges the last command again, without a time.
        if (timer != null && ack.getStatus() == ControlAck.Status.APPLIED && ack.getLatencyMicros() > 0) {
            timer.record(ack.getLatencyMicros(), TimeUnit.MICROSECONDS);
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
