package dev.mevsdk.transport.control;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The start by two persons, as the fold sees it. While a start is proposed, nothing starts the module or an agent of it
 * but a start that names the proposal, is for the same, and comes from another issuer; any stop or kill ends the
 * proposal. Whether a start has to be proposed first is up to the servers, which refuse a plain one.
 */
final class StartApproval {
    private StartApproval() {}

    /** Why the start, restart or proposal may not be; null when it may. */
    static @Nullable String refusal(@Nullable PendingStart pending, ControlCommand command) {
        if (command.action() == CommandAction.PROPOSE_START) {
            return command.issuer().isEmpty() ? "issuer: required to propose a start" : null;
        }
        String approves = command.notes().approves();
        if (approves == null) {
            return pending == null ? null : waits(pending, command.action());
        }
        if (pending == null || !pending.requestId().equals(approves)) {
            return "approves: no such start is proposed, or it was ended by a stop or kill";
        }
        if (!Objects.equals(pending.agent(), command.agent())) {
            return "approves: that start was proposed for "
                    + (pending.agent() == null ? "the module" : "agent " + pending.agent());
        }
        return command.issuer().isEmpty() || command.issuer().equals(pending.issuer()) ? samePerson(pending) : null;
    }

    static String waits(PendingStart pending, CommandAction action) {
        return action.wireName() + ": a start proposed by " + pending.issuer()
                + " waits for another person; another server's rule of two persons holds, or a stop ends the proposal";
    }

    static String samePerson(PendingStart pending) {
        return "start: " + pending.issuer() + " has proposed it already; another person has to start it too";
    }

    /** What is pending once the command was accepted. */
    static @Nullable PendingStart after(@Nullable PendingStart pending, ControlCommand command) {
        if (command.kills()) {
            return null;
        }
        return switch (command.action()) {
            case PROPOSE_START ->
                new PendingStart(
                        command.requestId(),
                        command.issuer(),
                        command.agent(),
                        command.notes().reason(),
                        command.ts());
            case START, STOP, KILL -> null;
            case RESTART, THROTTLE, POLICY -> pending;
        };
    }
}
