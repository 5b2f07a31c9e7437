package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.control.AuditEntry;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record and what the fold made of it, as an entry of the audit. */
final class AuditEntries {
    private AuditEntries() {}

    /** In place of a verdict. */
    static final String UNKNOWN = "UNKNOWN";

    /** @param changes of the modules it belongs to, one or all; none where the fold began behind the record */
    static AuditEntry of(Incoming record, List<LogFold.Change> changes) {
        if (changes.isEmpty()) {
            return untold(record);
        }
        LogFold.Change change = changes.get(0);
        boolean ofOne = changes.size() == 1;
        PolicyFold.Step step = change.step();
        return new AuditEntry(
                new AuditEntry.Place(Topics.CONTROL_COMMANDS, 0, record.offset(), record.timestampMillis()),
                command(record, step.command(), ofOne ? change.module() : ""),
                new AuditEntry.Outcome(
                        step.verdict().name(),
                        step.reason(),
                        ofOne ? change.after().policy().version() : 0,
                        ofOne ? change.after().policy().hash() : "",
                        ofOne ? policy(change) : "{}"));
    }

    /** Of a log without its beginning, in front of the snapshot that the fold goes on from. */
    private static AuditEntry untold(Incoming record) {
        ControlCommand command = null;
        try {
            command = ControlCommand.parse(record.value());
        } catch (MevException e) {
            // What it says stands in the row all the same.
        }
        return new AuditEntry(
                new AuditEntry.Place(Topics.CONTROL_COMMANDS, 0, record.offset(), record.timestampMillis()),
                command(record, command, command == null ? "" : command.module()),
                new AuditEntry.Outcome(UNKNOWN, "the log has lost its beginning", 0, "", "{}"));
    }

    private static AuditEntry.Command command(Incoming record, @Nullable ControlCommand command, String module) {
        RecordSignature signature = record.signature();
        return new AuditEntry.Command(
                module,
                command == null ? "" : command.action().wireName(),
                command == null ? "" : command.requestId(),
                command == null ? "" : command.issuer(),
                command == null || command.agent() == null ? "" : command.agent(),
                command == null ? "" : command.notes().reason(),
                text(record.value()),
                signature == null ? "" : signature.keyId(),
                signature == null ? "" : signature.base64());
    }

    private static String policy(LogFold.Change change) {
        ControlCommand command = change.step().command();
        String agent = command == null ? null : command.agent();
        Policy policy = agent == null ? change.after().policy() : change.after().policyOf(agent);
        return new String(ControlJson.object(out -> PolicyJson.write(out, policy)), StandardCharsets.UTF_8);
    }

    /** The record's exact bytes as text. */
    static String text(byte[] record) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(record))
                    .toString();
        } catch (CharacterCodingException e) {
            return "base64:" + Base64.getEncoder().encodeToString(record);
        }
    }
}
