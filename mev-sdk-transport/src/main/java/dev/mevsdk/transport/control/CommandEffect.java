package dev.mevsdk.transport.control;

import org.jspecify.annotations.Nullable;

/** What a command that is read and trusted does to a history, or why it may not. Pure. */
final class CommandEffect {
    private CommandEffect() {}

    /** Why it is refused; null when it is accepted. */
    static @Nullable String refusal(ModuleHistory before, ControlCommand command) {
        long version = before.policy().version();
        if (command.expectedVersion() != null && command.expectedVersion() != version) {
            return "expected_version: the current one is " + version;
        }
        String agent = command.agent();
        if (agent != null && !command.kills() && !before.hasRoomFor(agent)) {
            return "agent: " + ModuleHistory.MAX_AGENTS + " agents differ from the module already;"
                    + " give some back by the action policy without values, or command the module";
        }
        if (command.kills() || !startsAnything(command.action())) {
            return null;
        }
        if (agent != null && before.policy().state() != Policy.State.RUNNING) {
            return "agent: the module is " + before.policy().state()
                    + "; start the module first, then a single agent can be started";
        }
        return StartApproval.refusal(before.pendingStart(), command);
    }

    private static boolean startsAnything(CommandAction action) {
        return switch (action) {
            case START, RESTART, PROPOSE_START -> true;
            case STOP, THROTTLE, POLICY, KILL -> false;
        };
    }

    /** The history with the accepted command at that offset. */
    static ModuleHistory of(ModuleHistory before, ControlCommand command, long offset, String hash) {
        String agent = scope(before, command);
        ModuleHistory told = agent == null
                ? before.withPolicy(module(before.policy(), command), before.position())
                : before.withAgent(agent, difference(before.differenceOf(agent), command));
        return new ModuleHistory(
                told.policy().withVersion(offset + 1, hash),
                offset + 1,
                before.requestsWith(command.requestId()),
                told.agents(),
                StartApproval.after(before.pendingStart(), command),
                agent);
    }

    /** The one agent it is for; null for the module, also when it kills an agent that there is no room for. */
    private static @Nullable String scope(ModuleHistory before, ControlCommand command) {
        String agent = command.agent();
        return agent == null || !before.hasRoomFor(agent) ? null : agent;
    }

    private static Policy module(Policy old, ControlCommand command) {
        boolean killsAlone = command.action() == CommandAction.KILL || command.agent() != null;
        ControlArgs args = killsAlone ? ControlArgs.NONE : command.args();
        return new Policy(
                old.module(),
                stateAfter(old.state(), command),
                args.throttlePct() == null ? old.throttlePct() : args.throttlePct(),
                args.evMin() == null ? old.evMin() : args.evMin(),
                args.tipLadder() == null ? old.tipLadder() : args.tipLadder(),
                command.action() == CommandAction.RESTART && !killsAlone ? old.generation() + 1 : old.generation(),
                old.version(),
                old.hash());
    }

    private static AgentDifference difference(AgentDifference old, ControlCommand command) {
        Policy.State state = stateAfter(old.state() == null ? Policy.State.RUNNING : old.state(), command);
        if (state == Policy.State.RUNNING && givesBack(command)) {
            return AgentDifference.NONE;
        }
        return new AgentDifference(
                state == Policy.State.RUNNING ? null : state,
                values(old.values(), command),
                command.action() == CommandAction.RESTART ? old.generation() + 1 : old.generation());
    }

    /** Its own values take the place of those before; the action policy without any takes them back. */
    private static ControlArgs values(ControlArgs old, ControlCommand command) {
        ControlArgs args = command.args();
        if (command.action() == CommandAction.KILL) {
            return old;
        }
        if (givesBack(command)) {
            return ControlArgs.NONE;
        }
        return new ControlArgs(
                args.throttlePct() == null ? old.throttlePct() : args.throttlePct(),
                args.evMin() == null ? old.evMin() : args.evMin(),
                args.tipLadder() == null ? old.tipLadder() : args.tipLadder(),
                null);
    }

    private static boolean givesBack(ControlCommand command) {
        return command.action() == CommandAction.POLICY && command.args().setsNothing() && !command.kills();
    }

    private static Policy.State stateAfter(Policy.State state, ControlCommand command) {
        if (command.kills()) {
            return Policy.State.KILLED;
        }
        return switch (command.action()) {
            case START -> Policy.State.RUNNING;
            case STOP -> state == Policy.State.KILLED ? state : Policy.State.STOPPED;
            case RESTART -> state == Policy.State.KILLED ? state : Policy.State.RUNNING;
            case THROTTLE, POLICY, PROPOSE_START, KILL -> state;
        };
    }
}
