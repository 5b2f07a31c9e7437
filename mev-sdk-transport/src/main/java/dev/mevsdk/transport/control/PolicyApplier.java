package dev.mevsdk.transport.control;

import dev.mevsdk.core.context.CallContext;
import dev.mevsdk.proto.ControlAck;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Brings folded policies into force, in their order. One that does not run closes the gate at once and is in force,
 * and acknowledged, when nothing is in flight; those behind it wait. Confined to one thread.
 */
final class PolicyApplier {
    private static final System.Logger LOG = System.getLogger(PolicyApplier.class.getName());

    private record Pending(PolicyFold.Step step, long appendedAtMillis, CallContext context) {}

    private final String agentId;
    private final PolicyGate gate;
    private final AckSender acks;
    private final AgentObserver observer;
    private final Deque<Pending> pending = new ArrayDeque<>();

    PolicyApplier(String agentId, PolicyGate gate, AckSender acks, AgentObserver observer) {
        this.agentId = agentId;
        this.gate = gate;
        this.acks = acks;
        this.observer = observer;
    }

    /** The policy found at the end of the log, when reading began: one ack, for the last command. */
    void restore(ModuleHistory history) {
        pending.clear();
        gate.close(HaltReason.POLICY);
        accept(new PolicyFold.Step(history, PolicyFold.Verdict.ACCEPTED, "", null), AckSender.UNKNOWN_TIME);
    }

    void accept(PolicyFold.Step step, long appendedAtMillis) {
        switch (step.verdict()) {
            case ACCEPTED -> {
                if (!runs(step)) {
                    gate.close(HaltReason.POLICY);
                }
                if (step.command() != null && concerns(step)) {
                    acks.send(step, ControlAck.Status.RECEIVED, appendedAtMillis);
                }
                pending.add(new Pending(step, appendedAtMillis, CallContext.current()));
                progress();
            }
            case REFUSED, UNTRUSTED -> {
                if (concerns(step)) {
                    logRefusal(step);
                    acks.send(step, ControlAck.Status.REJECTED, appendedAtMillis);
                }
            }
            case DUPLICATE, FOREIGN -> {}
        }
    }

    boolean isDraining() {
        return !pending.isEmpty();
    }

    /** Goes on with what waited for decisions in flight. */
    void progress() {
        Pending next = pending.peek();
        while (next != null && (runs(next.step()) || gate.inFlight() == 0)) {
            pending.remove();
            boolean last = pending.isEmpty();
            Pending now = next;
            next.context().run(() -> apply(now, last));
            next = pending.peek();
        }
    }

    private void apply(Pending next, boolean last) {
        Policy policy = policy(next.step());
        gate.setPolicy(policy);
        log(next.step(), policy);
        tell(policy);
        if (last && runs(next.step())) {
            gate.open(HaltReason.POLICY);
        }
        if (concerns(next.step()) && !requestOf(next.step()).isEmpty()) {
            acks.send(next.step(), ControlAck.Status.APPLIED, next.appendedAtMillis());
        }
    }

    /** So that the agent's own log says what it was told, and by whom. */
    private void log(PolicyFold.Step step, Policy policy) {
        ControlCommand command = step.command();
        LOG.log(
                Level.INFO,
                "{0}: {1} {2}, policy version {3}{4}",
                agentId,
                policy.module(),
                policy.state(),
                Long.toString(policy.version()),
                command == null
                        ? ", as the log says"
                        : CommandText.printable(", by " + asked(command)
                                + (command.notes().reason().isEmpty()
                                        ? ""
                                        : ": " + command.notes().reason())));
    }

    /** What was asked and did not come about; whoever may write to the log chooses the words. */
    private void logRefusal(PolicyFold.Step step) {
        ControlCommand command = step.command();
        LOG.log(
                Level.WARNING,
                "{0}: {1} keeps its policy, refused: {2}; {3}",
                agentId,
                step.history().policy().module(),
                CommandText.printable(step.reason()),
                command == null ? "a record that can't be read" : CommandText.printable(asked(command)));
    }

    private static String asked(ControlCommand command) {
        String by = command.issuer().isEmpty() ? "" : " of " + command.issuer();
        return command.action() + by + ", request " + command.requestId();
    }

    private void tell(Policy policy) {
        try {
            observer.onPolicy(policy);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The observer of {0} failed: {1}", policy.module(), e.toString());
        }
    }

    private Policy policy(PolicyFold.Step step) {
        return step.history().policyOf(agentId);
    }

    private boolean runs(PolicyFold.Step step) {
        return policy(step).state() == Policy.State.RUNNING;
    }

    /** What another agent alone was told is not for this one to answer. */
    private boolean concerns(PolicyFold.Step step) {
        if (step.command() != null) {
            return step.command().concerns(agentId);
        }
        String last = step.history().lastAgent();
        return step.verdict() != PolicyFold.Verdict.ACCEPTED || last == null || last.equals(agentId);
    }

    static String requestOf(PolicyFold.Step step) {
        @Nullable ControlCommand command = step.command();
        if (command != null) {
            return command.requestId();
        }
        return step.verdict() == PolicyFold.Verdict.ACCEPTED ? step.history().lastRequest() : "";
    }
}
