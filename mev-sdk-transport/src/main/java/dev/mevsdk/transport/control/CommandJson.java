package dev.mevsdk.transport.control;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command as a record of the log, and back. */
final class CommandJson {
    private CommandJson() {}

    static byte[] write(ControlCommand command) {
        return ControlJson.object(out -> {
            out.writeNumberField("ts", command.ts());
            out.writeStringField("module", command.module());
            out.writeStringField("action", command.action().wireName());
            writeArgs(out, command.agent() == null ? command.args() : ControlArgs.NONE);
            out.writeStringField("request_id", command.requestId());
            out.writeStringField("issuer", command.issuer());
            out.writeNumberField("schema_version", command.schemaVersion());
            if (command.expectedVersion() != null) {
                out.writeNumberField("expected_version", command.expectedVersion());
            }
            if (command.agent() != null) {
                out.writeObjectFieldStart("scope");
                out.writeStringField("agent", command.agent());
                writeArgs(out, command.args());
                out.writeEndObject();
            }
            writeNotes(out, command.notes());
        });
    }

    private static void writeArgs(JsonGenerator out, ControlArgs args) throws IOException {
        out.writeObjectFieldStart("args");
        PolicyJson.writeArgs(out, args);
        out.writeEndObject();
    }

    private static void writeNotes(JsonGenerator out, ControlCommand.Notes notes) throws IOException {
        if (!notes.reason().isEmpty()) {
            out.writeStringField("reason", notes.reason());
        }
        if (notes.approves() != null) {
            out.writeStringField("approves", notes.approves());
        }
        if (notes.logPosition() != null) {
            out.writeNumberField("log_position", notes.logPosition());
        }
    }

    static ControlCommand read(byte[] json) {
        Map<String, @Nullable Object> fields = ControlJson.parse(json);
        String module = Modules.require(ControlJson.requiredText(fields, "module"));
        return KillJson.isKill(fields) ? KillJson.read(module, fields) : read(module, fields);
    }

    private static ControlCommand read(String module, Map<String, @Nullable Object> fields) {
        CommandAction action = CommandAction.parse(ControlJson.requiredText(fields, "action"));
        Map<String, @Nullable Object> scope = fields.get("scope") == null ? null : ControlJson.child(fields, "scope");
        Long ts = ControlJson.wholeNumber(fields, "ts");
        String issuer = ControlJson.text(fields, "issuer");
        Integer schema = ControlJson.integer(fields, "schema_version");
        return new ControlCommand(
                ts == null ? 0 : ts,
                module,
                action,
                args(ControlJson.child(fields, "args"), scope),
                ControlJson.requiredText(fields, "request_id"),
                issuer == null ? "" : issuer,
                schema == null ? ControlCommand.SCHEMA_VERSION : schema,
                ControlJson.wholeNumber(fields, "expected_version"),
                scope == null ? null : ControlJson.requiredText(scope, "agent"),
                notes(fields));
    }

    private static ControlArgs args(Map<String, @Nullable Object> args, @Nullable Map<String, @Nullable Object> scope) {
        if (scope == null) {
            return ControlArgs.of(args);
        }
        if (!args.isEmpty()) {
            throw MevException.badInput("args: must be empty with a scope; allowed is scope.args");
        }
        return ControlArgs.of(ControlJson.child(scope, "args"));
    }

    private static ControlCommand.Notes notes(Map<String, @Nullable Object> fields) {
        String reason = ControlJson.text(fields, "reason");
        return new ControlCommand.Notes(
                reason == null ? "" : reason,
                ControlJson.text(fields, "approves"),
                ControlJson.wholeNumber(fields, "log_position"));
    }
}
