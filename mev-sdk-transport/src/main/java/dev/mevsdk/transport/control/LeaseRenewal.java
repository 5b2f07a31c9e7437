package dev.mevsdk.transport.control;

import dev.mevsdk.core.Topics;
import dev.mevsdk.transport.control.ControlChannel.Outgoing;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats, and what they earn. The lease counts from the moment before the heartbeat was sent, and is granted when
 * the broker has it and the log was read to the end seen after that. Confined to one thread.
 */
final class LeaseRenewal {
    private record Sent(long atNanos, CompletableFuture<Long> acknowledged) {}

    private record ReadTo(long sentAtNanos, long endOfLog) {}

    private final ControlChannel channel;
    private final ListenerConfig config;
    private final PolicyGate gate;
    private final AgentObserver observer;
    /** Tells this process from another that was given the same agent id. */
    private final String instance = UUID.randomUUID().toString();

    private @Nullable Sent sent;
    private @Nullable ReadTo target;
    private long nextAtNanos = System.nanoTime();

    LeaseRenewal(ControlChannel channel, ListenerConfig config, PolicyGate gate, AgentObserver observer) {
        this.channel = channel;
        this.config = config;
        this.gate = gate;
        this.observer = observer;
    }

    void tick(LogReader commands, ModuleHistory history) {
        sendIfDue(history);
        Sent last = sent;
        if (last != null && last.acknowledged().isDone()) {
            sent = null;
            if (!last.acknowledged().isCompletedExceptionally()) {
                target = new ReadTo(last.atNanos(), commands.endOffset());
            }
        }
        ReadTo wanted = target;
        if (wanted != null && history.position() >= wanted.endOfLog()) {
            target = null;
            gate.renewLease(wanted.sentAtNanos() + config.lease().toNanos());
        }
    }

    private void sendIfDue(ModuleHistory history) {
        long now = System.nanoTime();
        if (sent != null || now - nextAtNanos < 0) {
            return;
        }
        nextAtNanos = now + config.heartbeatInterval().toNanos();
        sent = new Sent(now, send(history));
    }

    private CompletableFuture<Long> send(ModuleHistory history) {
        return channel.append(Outgoing.json(
                Topics.AGENT_HEARTBEATS, config.agentId(), heartbeat(history).toJson()));
    }

    /** The last heartbeat of an agent that ends: by its halt reason nobody takes its silence for a fault. */
    void sayGoodbye(ModuleHistory history) {
        send(history);
    }

    private Heartbeat heartbeat(ModuleHistory history) {
        Policy policy = gate.policy();
        List<HaltReason> reasons = List.copyOf(gate.haltReasons());
        boolean halted = policy.state() == Policy.State.RUNNING && !reasons.isEmpty();
        Heartbeat.Standing standing = new Heartbeat.Standing(
                halted ? Policy.State.HALTED : policy.state(),
                reasons,
                policy.version(),
                history.policy().hash(),
                history.position(),
                gate.inFlight());
        return new Heartbeat(config.agentId(), config.module(), instance, standing, figures(), histograms());
    }

    private Map<String, Double> figures() {
        try {
            return observer.figures();
        } catch (RuntimeException e) {
            return Map.of();
        }
    }

    private Map<String, String> histograms() {
        try {
            return HeartbeatHistograms.sane(observer.histograms());
        } catch (RuntimeException e) {
            return Map.of();
        }
    }
}
