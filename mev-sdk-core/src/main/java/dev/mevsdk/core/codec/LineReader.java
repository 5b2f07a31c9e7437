package dev.mevsdk.core.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.mevsdk.core.MevException;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.Notice;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one line, in two passes: `type` may stand after `data`. */
final class LineReader {
    private final byte[] line;
    private String type = "";
    private String epoch = "";

    private LineReader(byte[] line) {
        this.line = line;
    }

    static FeedLine read(byte[] line) {
        try {
            return new LineReader(line).read();
        } catch (IOException e) {
            throw MevException.badInput("feed line: not one JSON object within the limits");
        }
    }

    private FeedLine read() throws IOException {
        readHead();
        Optional<EventKind> kind = EventKind.ofJsonName(type);
        if (kind.isPresent()) {
            return new FeedLine(type, epoch, readEvent(kind.get()), null);
        }
        return new FeedLine(type, epoch, null, type.equals(EventJson.NOTICE) ? readNotice() : null);
    }

    private void readHead() throws IOException {
        try (JsonParser json = open()) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("type")) {
                    type = requireText(json, name);
                } else if (name.equals("epoch")) {
                    epoch = requireText(json, name);
                }
                json.skipChildren();
            }
            requireEnd(json);
        }
        if (type.isEmpty()) {
            throw MevException.badInput("type: missing");
        }
    }

    private Envelope readEvent(EventKind kind) throws IOException {
        Envelope.Builder event = Envelope.newBuilder().setType(kind.type());
        FieldDescriptor payload = Envelope.getDescriptor().findFieldByNumber(kind.payloadField());
        event.setField(payload, event.newBuilderForField(payload).buildPartial());
        try (JsonParser json = open()) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("data")) {
                    Message.Builder data = event.newBuilderForField(payload);
                    FieldReader.readObject(json, data, name);
                    event.setField(payload, data.build());
                } else {
                    FieldReader.readField(json, event, headField(name), name);
                }
            }
        }
        return event.build();
    }

    /** What stands beside `type`; null for what is not read from there. */
    private static @Nullable FieldDescriptor headField(String name) {
        return switch (name) {
            case "seq" -> Envelope.getDescriptor().findFieldByNumber(Envelope.HUB_SEQ_FIELD_NUMBER);
            case "event_id", "emitted_at_ns", "agent_id", "sequence", "model_version", "policy_version", "module" ->
                Envelope.getDescriptor().findFieldByName(name);
            default -> null;
        };
    }

    private Notice readNotice() throws IOException {
        Notice.Builder notice = Notice.newBuilder();
        try (JsonParser json = open()) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("data")) {
                    FieldReader.readObject(json, notice, name);
                }
                json.skipChildren();
            }
        }
        return notice.build();
    }

    private JsonParser open() throws IOException {
        JsonParser json = EventJson.JSON.createParser(line);
        if (json.nextToken() != JsonToken.START_OBJECT) {
            json.close();
            throw MevException.badInput("feed line: not a JSON object");
        }
        return json;
    }

    private static void requireEnd(JsonParser json) throws IOException {
        if (json.nextToken() != null) {
            throw MevException.badInput("feed line: more than one JSON object");
        }
    }

    private static String requireText(JsonParser json, String field) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw MevException.badInput(field + ": must be a string");
        }
        return json.getText();
    }
}
