package dev.mevsdk.core.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.Notice;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;

/** Writes the frame of a line; the payloads are {@link PayloadWriter}'s. */
final class LineWriter {
    private LineWriter() {}

    static void writeEvent(JsonGenerator json, Envelope event, String epoch) throws IOException {
        Optional<EventKind> kind = EventKind.of(event);
        if (kind.isEmpty()) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("type", kind.get().jsonName());
        text(json, "epoch", epoch);
        unsigned(json, "seq", event.getHubSeq());
        text(json, "event_id", event.getEventId());
        nanos(json, "emitted_at_ns", event.getEmittedAtNs());
        text(json, "agent_id", event.getAgentId());
        unsigned(json, "sequence", event.getSequence());
        text(json, "model_version", event.getModelVersion());
        unsigned(json, "policy_version", event.getPolicyVersion());
        text(json, "module", event.getModule());
        json.writeObjectFieldStart("data");
        PayloadWriter.write(json, event);
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    static void writeNotice(JsonGenerator json, Notice notice, String epoch) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", EventJson.NOTICE);
        text(json, "epoch", epoch);
        json.writeObjectFieldStart("data");
        json.writeStringField("kind", name(notice.getKind()));
        writeUnsigned(json, "missed", notice.getMissed());
        json.writeBooleanField("recovered", notice.getRecovered());
        writeUnsigned(json, "from_seq", notice.getFromSeq());
        writeUnsigned(json, "to_seq", notice.getToSeq());
        text(json, "message", notice.getMessage());
        unsigned(json, "retry_after_ms", Integer.toUnsignedLong(notice.getRetryAfterMs()));
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static String name(Notice.Kind kind) {
        return kind == Notice.Kind.UNRECOGNIZED ? Notice.Kind.KIND_UNSPECIFIED.name() : kind.name();
    }

    /** Left out when empty. */
    static void text(JsonGenerator json, String field, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(field, value);
        }
    }

    /** Left out when 0. */
    static void unsigned(JsonGenerator json, String field, long value) throws IOException {
        if (value != 0) {
            writeUnsigned(json, field, value);
        }
    }

    /** Left out when 0. */
    static void signed(JsonGenerator json, String field, long value) throws IOException {
        if (value != 0) {
            json.writeNumberField(field, value);
        }
    }

    /** A string, since a browser's number holds 2^53 only; left out when 0. */
    static void nanos(JsonGenerator json, String field, long value) throws IOException {
        if (value != 0) {
            json.writeStringField(field, Long.toString(value));
        }
    }

    static void writeUnsigned(JsonGenerator json, String field, long value) throws IOException {
        if (value >= 0) {
            json.writeNumberField(field, value);
        } else {
            json.writeNumberField(field, new BigInteger(Long.toUnsignedString(value)));
        }
    }

    static void writeDouble(JsonGenerator json, String field, double value) throws IOException {
        json.writeFieldName(field);
        writeDouble(json, value);
    }

    static void writeDouble(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
