package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A record that says kill, read as leniently as it can be: nothing that does not matter for stopping may keep it from
 * being obeyed. It matters only which module is meant, and that an expected version, when it is one, is the current one.
 */
final class KillJson {
    /** In place of a request id that can't be read. */
    static final String UNNAMED = "kill-without-id";

    private KillJson() {}

    /** The action {@code kill}, or the argument {@code kill:true} with any other. */
    static boolean isKill(Map<String, @Nullable Object> fields) {
        return CommandAction.KILL.wireName().equals(fields.get("action"))
                || saysKill(fields)
                || saysKill(fields.get("scope"));
    }

    private static boolean saysKill(@Nullable Object command) {
        return command instanceof Map<?, ?> fields
                && fields.get("args") instanceof Map<?, ?> args
                && Boolean.TRUE.equals(args.get("kill"));
    }

    static ControlCommand read(String module, Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> scope = scope(fields);
        Map<String, @Nullable Object> said = scope == null ? fields : scope;
        CommandAction action = saysKill(said)
                ? or(CommandAction.KILL, () -> CommandAction.ofRequest(ControlJson.requiredText(fields, "action")))
                : CommandAction.KILL;
        return new ControlCommand(
                or(0L, () -> ControlJson.wholeNumber(fields, "ts")),
                module,
                action,
                args(said, action),
                requestId(fields),
                or("", () -> ControlJson.text(fields, "issuer")),
                or(ControlCommand.SCHEMA_VERSION, () -> ControlJson.integer(fields, "schema_version")),
                expectedVersion(fields),
                scope == null ? null : ControlJson.requiredText(scope, "agent"),
                new ControlCommand.Notes(reason(fields), null, null));
    }

    /** Null for the whole module; so is a scope that makes no sense. */
    private static @Nullable Map<String, @Nullable Object> scope(Map<String, @Nullable Object> fields) {
        try {
            Map<String, @Nullable Object> scope = ControlJson.child(fields, "scope");
            CommandText.requireAgent(ControlJson.requiredText(scope, "agent"));
            return scope;
        } catch (MevException e) {
            return null;
        }
    }

    /** Values go with another action's {@code kill:true} alone, and all of them or none. */
    private static ControlArgs args(Map<String, @Nullable Object> fields, CommandAction action) {
        ControlArgs none = saysKill(fields) ? new ControlArgs(null, null, null, true) : ControlArgs.NONE;
        return action == CommandAction.KILL ? none : or(none, () -> ControlArgs.of(ControlJson.child(fields, "args")));
    }

    private static String requestId(Map<String, @Nullable Object> fields) {
        String id = or("", () -> ControlJson.text(fields, "request_id"));
        return ControlCommand.isRequestId(id) ? id : UNNAMED;
    }

    /** A version that never was is nonsense; one that is no longer current is a condition, and holds. */
    private static @Nullable Long expectedVersion(Map<String, @Nullable Object> fields) {
        long version = or(-1L, () -> ControlJson.wholeNumber(fields, "expected_version"));
        return version < 0 ? null : (Long) version;
    }

    private static String reason(Map<String, @Nullable Object> fields) {
        return fields.get("reason") instanceof String text ? CommandText.printable(text) : "";
    }

    private static <T> T or(T otherwise, Supplier<@Nullable T> field) {
        try {
            return Objects.requireNonNullElse(field.get(), otherwise);
        } catch (MevException e) {
            return otherwise;
        }
    }
}
