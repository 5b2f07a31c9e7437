package dev.mevsdk.transport.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.mevsdk.proto.Envelope;
import java.io.IOException;

/** One JSON object, read token by token: what is not asked for is passed over. One use, one thread. */
abstract class JsonRecord {
    private static final int MAX_TEXT = 1024;

    /** NaN is let through the tokenizer (Python writes it), so that the refusal can name its field. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(64)
                    .build())
            .build();

    /** A field of the object at hand; the parser stands on the value's first token, never on null. */
    @FunctionalInterface
    interface FieldReader {
        /** @return false when the field is not known here */
        boolean read(String name) throws IOException;
    }

    final Envelope.Builder envelope = Envelope.newBuilder();
    private final JsonParser json;

    JsonRecord(byte[] bytes) throws IOException {
        this.json = JSON.createParser(bytes);
    }

    /** A field of the top level that is not the envelope's. */
    abstract boolean readTop(String name) throws IOException;

    final void readAll() throws IOException {
        try (JsonParser parser = json) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new RejectedRecord(RejectReason.NOT_JSON, "");
            }
            readFields(name -> readEnvelope(name) || readTop(name));
            if (parser.nextToken() != null) {
                throw new RejectedRecord(RejectReason.NOT_JSON, "");
            }
        }
    }

    private boolean readEnvelope(String name) throws IOException {
        switch (name) {
            case "event_id" -> envelope.setEventId(text(name));
            case "emitted_at_ns" -> envelope.setEmittedAtNs(nanos(name));
            case "agent_id" -> envelope.setAgentId(text(name));
            case "sequence" -> envelope.setSequence(natural(name));
            case "model_version" -> envelope.setModelVersion(text(name));
            case "policy_version" -> envelope.setPolicyVersion(natural(name));
            case "module" -> envelope.setModule(text(name));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** If the value is an object, its fields; anything else where an object stands in the nested form is refused. */
    final void object(String path, FieldReader reader) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new RejectedRecord(RejectReason.WRONG_TYPE, path);
        }
        readFields(reader);
    }

    private void readFields(FieldReader reader) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_NULL || !reader.read(name)) {
                json.skipChildren();
            }
        }
    }

    final boolean atObject() {
        return json.currentToken() == JsonToken.START_OBJECT;
    }

    final String text(String path) throws IOException {
        require(json.currentToken() == JsonToken.VALUE_STRING, RejectReason.WRONG_TYPE, path);
        String text = json.getText();
        require(text.length() <= MAX_TEXT, RejectReason.OUT_OF_RANGE, path);
        return text;
    }

    /** A version may come as a number. */
    final String textOrNumber(String path) throws IOException {
        return json.currentToken().isNumeric() ? json.getText() : text(path);
    }

    final boolean flag(String path) throws IOException {
        require(json.currentToken().isBoolean(), RejectReason.WRONG_TYPE, path);
        return json.getBooleanValue();
    }

    final long integer(String path) throws IOException {
        require(json.currentToken() == JsonToken.VALUE_NUMBER_INT, RejectReason.WRONG_TYPE, path);
        require(json.getNumberType() != JsonParser.NumberType.BIG_INTEGER, RejectReason.OUT_OF_RANGE, path);
        return json.getLongValue();
    }

    /** 0..2^63-1. */
    final long natural(String path) throws IOException {
        long value = integer(path);
        require(value >= 0, RejectReason.OUT_OF_RANGE, path);
        return value;
    }

    private long nanos(String path) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            return natural(path);
        }
        try {
            return Long.parseUnsignedLong(text(path));
        } catch (NumberFormatException e) {
            throw new RejectedRecord(RejectReason.WRONG_TYPE, path);
        }
    }

    final double number(String path) throws IOException {
        require(json.currentToken().isNumeric(), RejectReason.WRONG_TYPE, path);
        return json.getDoubleValue();
    }

    /** Calls for each element; the parser stands on it. */
    final void array(String path, FieldReader element) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY, RejectReason.WRONG_TYPE, path);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            element.read(path);
        }
    }

    static void require(boolean holds, RejectReason reason, String path) {
        if (!holds) {
            throw new RejectedRecord(reason, path);
        }
    }
}
