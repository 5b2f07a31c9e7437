package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code control-commands}: JSON in the original's form, with fields added that old readers ignore.
 *
 * @param ts when it was issued, seconds since the epoch; for people, the log's order is the only order
 * @param module {@code arbitrage} or {@code mev}
 * @param requestId names the command; a second record of the same id is not folded again
 * @param issuer who asked, as the token says; empty when unknown
 * @param schemaVersion of this form, {@value #SCHEMA_VERSION}
 * @param expectedVersion the policy version the issuer saw; the fold refuses the command when it is no longer current
 */
public record ControlCommand(
        long ts,
        String module,
        CommandAction action,
        ControlArgs args,
        String requestId,
        String issuer,
        int schemaVersion,
        @Nullable Long expectedVersion) {
    public static final int SCHEMA_VERSION = 1;

    /** @throws MevException BAD_INPUT that names the field and what is allowed */
    public ControlCommand {
        Modules.require(module);
        if (requestId.isEmpty() || requestId.length() > 128) {
            throw MevException.badInput("request_id: 1..128 characters");
        }
        if (action != CommandAction.KILL) {
            checkArgs(action, args, schemaVersion);
        }
    }

    private static void checkArgs(CommandAction action, ControlArgs args, int schemaVersion) {
        if (schemaVersion > SCHEMA_VERSION) {
            throw MevException.badInput("schema_version: at most " + SCHEMA_VERSION);
        }
        boolean kill = args.kill() != null;
        if (action == CommandAction.THROTTLE && args.throttlePct() == null && !kill) {
            throw MevException.badInput("throttle_pct: required by the action throttle, 0..100 (percent)");
        }
        if (action == CommandAction.POLICY && args.setsNothing() && !kill) {
            throw MevException.badInput("policy: one of throttle_pct, ev_min, tip_ladder is required");
        }
    }

    /** The action, or the argument {@code kill:true}. */
    public boolean kills() {
        return action == CommandAction.KILL || Boolean.TRUE.equals(args.kill());
    }

    /** The record's value, UTF-8. */
    public byte[] toJson() {
        return ControlJson.object(out -> {
            out.writeNumberField("ts", ts);
            out.writeStringField("module", module);
            out.writeStringField("action", action.wireName());
            out.writeObjectFieldStart("args");
            PolicyJson.writeArgs(out, args);
            out.writeEndObject();
            out.writeStringField("request_id", requestId);
            out.writeStringField("issuer", issuer);
            out.writeNumberField("schema_version", schemaVersion);
            if (expectedVersion != null) {
                out.writeNumberField("expected_version", expectedVersion);
            }
        });
    }

    /**
     * Reads a record's value. Fields it does not know are ignored. A kill is read even when its other arguments make
     * no sense: nothing may keep it from being obeyed.
     *
     * @throws MevException BAD_INPUT that names the field and what is allowed
     */
    public static ControlCommand parse(byte[] json) {
        Map<String, @Nullable Object> fields = ControlJson.parse(json);
        String module = Modules.require(ControlJson.requiredText(fields, "module"));
        CommandAction action = CommandAction.parse(ControlJson.requiredText(fields, "action"));
        Map<String, @Nullable Object> args = ControlJson.child(fields, "args");
        if (action == CommandAction.KILL) {
            args.keySet().retainAll(Set.of("kill"));
        }
        Long ts = ControlJson.wholeNumber(fields, "ts");
        String issuer = ControlJson.text(fields, "issuer");
        Integer schema = ControlJson.integer(fields, "schema_version");
        return new ControlCommand(
                ts == null ? 0 : ts,
                module,
                action,
                ControlArgs.of(args),
                ControlJson.requiredText(fields, "request_id"),
                issuer == null ? "" : issuer,
                schema == null ? SCHEMA_VERSION : schema,
                ControlJson.wholeNumber(fields, "expected_version"));
    }
}
