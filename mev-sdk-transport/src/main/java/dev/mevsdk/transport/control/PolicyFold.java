package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The policy of a module as a pure function of the log and the public keys, the same in server, agent and audit. No
 * clock, no failure: a record that makes no sense, or that nobody vouches for, is refused, and the hash runs on over its
 * bytes.
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
        /** Not signed by a known key, where a signature is required: refused, whatever it says. */
        UNTRUSTED,
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

    /**
     * Folds the record at the offset into the history, without regard to signatures. Never throws on account of the
     * record's bytes.
     */
    public static Step apply(ModuleHistory before, byte[] record, long offset) {
        return apply(before, new Incoming(offset, 0, "", record), ControlKeys.NONE);
    }

    /** Folds the record, if it is vouched for where that is required. */
    static Step apply(ModuleHistory before, Incoming record, ControlKeys keys) {
        String module = before.policy().module();
        ControlCommand command = null;
        String problem = "";
        try {
            command = ControlCommand.parse(record.value());
        } catch (MevException e) {
            problem = e.getMessage() == null ? "unreadable" : e.getMessage();
        }
        String named = command == null ? moduleOf(record.value()) : command.module();
        if (named != null && !named.equals(module)) {
            return new Step(before.withPolicy(before.policy(), record.offset() + 1), Verdict.FOREIGN, "", command);
        }
        String untrusted = keys.problem(record);
        if (untrusted != null) {
            return unchanged(before, record, new Step(before, Verdict.UNTRUSTED, untrusted, command));
        }
        if (command == null) {
            return unchanged(before, record, new Step(before, Verdict.REFUSED, problem, null));
        }
        return apply(before, record, command, keys);
    }

    private static Step apply(ModuleHistory before, Incoming record, ControlCommand command, ControlKeys keys) {
        // A kill is folded as often as it is said: repeated after a start, it must not pass for the first one.
        if (!command.kills() && before.recentRequests().contains(command.requestId())) {
            return unchanged(before, record, new Step(before, Verdict.DUPLICATE, "request_id: seen before", command));
        }
        boolean signed = keys.required(record.offset());
        String late = signed ? Replay.problem(command, record.offset()) : null;
        if (late != null) {
            return unchanged(before, record, new Step(before, Verdict.REFUSED, late, command));
        }
        String refusal = CommandEffect.refusal(before, command);
        if (refusal != null) {
            // Else whoever may write to Kafka could have it obeyed later, when nothing speaks against it any more.
            ModuleHistory seen = signed && !command.kills() ? before.withRefused(command.requestId()) : before;
            return unchanged(seen, record, new Step(before, Verdict.REFUSED, refusal, command));
        }
        String hash = chain(before.policy().hash(), record.value());
        return new Step(CommandEffect.of(before, command, record.offset(), hash), Verdict.ACCEPTED, "", command);
    }

    private static Step unchanged(ModuleHistory before, Incoming record, Step why) {
        Policy policy = before.policy().withHash(chain(before.policy().hash(), record.value()));
        return new Step(before.withPolicy(policy, record.offset() + 1), why.verdict(), why.reason(), why.command());
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
