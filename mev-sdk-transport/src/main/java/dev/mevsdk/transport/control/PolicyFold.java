package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy of a module as a pure function of the log, the same in server, agent and audit. No clock, no
 * configuration, no failure: a record that makes no sense is refused, and the hash runs on over its bytes.
 *
 * <p>A record that names another known module leaves a history as it is. One whose module can't be told belongs to
 * every module, so that nothing in the log escapes the hash.
 */
public final class PolicyFold {
    /** What folding a record did. */
    public enum Verdict {
        /** The policy has a new version. */
        ACCEPTED,
        /** The policy is as before, the reason says why. */
        REFUSED,
        /** A request id that was accepted before: the policy is as before. */
        DUPLICATE,
        /** For another module: not part of this history. */
        FOREIGN
    }

    /**
     * @param reason why it was refused, else empty
     * @param command what the record says; null when it can't be read
     */
    public record Step(
            ModuleHistory history,
            Verdict verdict,
            String reason,
            @Nullable ControlCommand command) {}

    private PolicyFold() {}

    /** Folds the record at the offset into the history. Never throws on account of the record's bytes. */
    public static Step apply(ModuleHistory before, byte[] record, long offset) {
        String module = before.policy().module();
        ControlCommand command;
        try {
            command = ControlCommand.parse(record);
        } catch (MevException e) {
            String named = moduleOf(record);
            return named == null || named.equals(module)
                    ? unchanged(before, record, offset, refused(e.getMessage(), null))
                    : foreign(before, offset, null);
        }
        if (!command.module().equals(module)) {
            return foreign(before, offset, command);
        }
        // A kill is folded as often as it is said: repeated after a start, it must not pass for the first one.
        if (!command.kills() && before.recentRequests().contains(command.requestId())) {
            return unchanged(
                    before, record, offset, new Refusal(Verdict.DUPLICATE, "request_id: seen before", command));
        }
        Long expected = command.expectedVersion();
        if (expected != null && expected != before.policy().version()) {
            String reason =
                    "expected_version: the current one is " + before.policy().version();
            return unchanged(before, record, offset, refused(reason, command));
        }
        return accepted(before, record, offset, command);
    }

    private record Refusal(
            Verdict verdict, String reason, @Nullable ControlCommand command) {}

    private static Refusal refused(@Nullable String reason, @Nullable ControlCommand command) {
        return new Refusal(Verdict.REFUSED, reason == null ? "unreadable" : reason, command);
    }

    private static Step accepted(ModuleHistory before, byte[] record, long offset, ControlCommand command) {
        Policy old = before.policy();
        ControlArgs args = command.action() == CommandAction.KILL ? ControlArgs.NONE : command.args();
        Policy policy = new Policy(
                old.module(),
                stateAfter(old.state(), command),
                args.throttlePct() == null ? old.throttlePct() : args.throttlePct(),
                args.evMin() == null ? old.evMin() : args.evMin(),
                args.tipLadder() == null ? old.tipLadder() : args.tipLadder(),
                command.action() == CommandAction.RESTART ? old.generation() + 1 : old.generation(),
                offset + 1,
                chain(old.hash(), record));
        List<String> requests = new ArrayList<>(before.recentRequests());
        requests.add(command.requestId());
        if (requests.size() > ModuleHistory.REMEMBERED_REQUESTS) {
            requests.remove(0);
        }
        return new Step(new ModuleHistory(policy, offset + 1, requests), Verdict.ACCEPTED, "", command);
    }

    private static Policy.State stateAfter(Policy.State state, ControlCommand command) {
        if (command.kills()) {
            return Policy.State.KILLED;
        }
        return switch (command.action()) {
            case START -> Policy.State.RUNNING;
            case STOP -> state == Policy.State.KILLED ? state : Policy.State.STOPPED;
            case RESTART -> state == Policy.State.KILLED ? state : Policy.State.RUNNING;
            case THROTTLE, POLICY, KILL -> state;
        };
    }

    private static Step unchanged(ModuleHistory before, byte[] record, long offset, Refusal why) {
        Policy policy = before.policy().withHash(chain(before.policy().hash(), record));
        ModuleHistory history = new ModuleHistory(policy, offset + 1, before.recentRequests());
        return new Step(history, why.verdict(), why.reason(), why.command());
    }

    private static Step foreign(ModuleHistory before, long offset, @Nullable ControlCommand command) {
        ModuleHistory history = new ModuleHistory(before.policy(), offset + 1, before.recentRequests());
        return new Step(history, Verdict.FOREIGN, "", command);
    }

    /** The known module that an otherwise unreadable record names, or null. */
    private static @Nullable String moduleOf(byte[] record) {
        try {
            Object module = ControlJson.parse(record).get("module");
            return module instanceof String name && Modules.ALL.contains(name) ? name : null;
        } catch (MevException e) {
            return null;
        }
    }

    private static String chain(String previousHash, byte[] record) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(HexFormat.of().parseHex(previousHash));
            return HexFormat.of().formatHex(sha.digest(record));
        } catch (NoSuchAlgorithmException e) {
            throw MevException.fatal("This Java runtime has no SHA-256", e);
        }
    }
}
