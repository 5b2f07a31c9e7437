package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The agent's reading of the command log. Confined to the follower's thread. */
final class CommandVisitor implements TopicFollower.Visitor {
    private static final System.Logger LOG = System.getLogger(CommandVisitor.class.getName());
    private static final Duration IDLE = Duration.ofMillis(50);
    private static final Duration WHILE_DRAINING = Duration.ofMillis(1);

    private final ControlChannel channel;
    private final ListenerConfig config;
    private final PolicyGate gate;
    private final PolicyApplier applier;
    private final LeaseRenewal lease;
    private ModuleHistory history;
    /** The end of the log when reading began; what comes before it is the past, and is not acknowledged again. */
    private long catchUpTo;

    private boolean caughtUp;

    CommandVisitor(ControlChannel channel, ListenerConfig config, PolicyGate gate, AgentObserver observer) {
        this.channel = channel;
        this.config = config;
        this.gate = gate;
        this.history = ModuleHistory.empty(config.module());
        this.applier = new PolicyApplier(config.agentId(), gate, new AckSender(channel, config.agentId()), observer);
        this.lease = new LeaseRenewal(channel, config, gate, observer);
    }

    @Override
    public void begin(LogReader reader) {
        gate.close(HaltReason.LOG_NOT_READ);
        caughtUp = false;
        long end = reader.endOffset();
        ModuleHistory snapshot = snapshot(end);
        history = snapshot == null ? ModuleHistory.empty(config.module()) : snapshot;
        if (reader.startOffset() > history.position()) {
            throw MevException.retryable("control-commands: its beginning is missing, the policy can't be known", null);
        }
        catchUpTo = end;
        reader.seek(history.position());
        completeCatchUp();
    }

    /** The newest readable snapshot of the module that the log reaches. */
    private @Nullable ModuleHistory snapshot(long endOfLog) {
        try (LogReader states = channel.reader(Topics.CONTROL_STATE)) {
            return new SnapshotSearch(config.module(), endOfLog, config.keys()).newest(states);
        } catch (MevException e) {
            LOG.log(Level.INFO, "{0}: no snapshot, reading the whole log", config.agentId());
            return null;
        }
    }

    @Override
    public void visit(Incoming record) {
        PolicyFold.Step step = PolicyFold.apply(history, record, config.keys());
        history = step.history();
        if (caughtUp) {
            record.context().withModule(config.module()).run(() -> applier.accept(step, record.timestampMillis()));
        } else {
            completeCatchUp();
        }
    }

    private void completeCatchUp() {
        if (!caughtUp && history.position() >= catchUpTo) {
            caughtUp = true;
            applier.restore(history);
            gate.open(HaltReason.LOG_NOT_READ);
        }
    }

    @Override
    public void tick(LogReader reader) {
        applier.progress();
        lease.tick(reader, history);
    }

    @Override
    public Duration pollTimeout() {
        return applier.isDraining() ? WHILE_DRAINING : IDLE;
    }

    /** To be called once the follower has ended. */
    void sayGoodbye() {
        lease.sayGoodbye(history);
    }

    @Override
    public void lost() {
        gate.close(HaltReason.LOG_NOT_READ);
    }
}
