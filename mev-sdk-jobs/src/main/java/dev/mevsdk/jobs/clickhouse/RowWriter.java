package dev.mevsdk.jobs.clickhouse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes one JSON object. */
final class RowWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final JsonGenerator json;

    RowWriter() {
        try {
            json = FACTORY.createGenerator(bytes);
            json.writeStartObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    private RowWriter write(Write write) {
        try {
            write.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RowWriter text(String name, String value) {
        return write(() -> json.writeStringField(name, wellFormed(value)));
    }

    /** JSON can carry half a surrogate pair, which ClickHouse refuses with the whole batch: it becomes a question mark. */
    private static String wellFormed(String value) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(value)
                ? value
                : new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    RowWriter number(String name, long value) {
        return write(() -> json.writeNumberField(name, value));
    }

    RowWriter number(String name, double value) {
        return write(() -> json.writeNumberField(name, value));
    }

    RowWriter unsigned(String name, long value) {
        return write(() -> {
            json.writeFieldName(name);
            json.writeNumber(Long.toUnsignedString(value));
        });
    }

    RowWriter numbers(String name, List<Double> values) {
        return write(() -> {
            json.writeArrayFieldStart(name);
            for (double value : values) {
                json.writeNumber(value);
            }
            json.writeEndArray();
        });
    }

    /** 0 or 1 from a number or a boolean; null from all else: a label is never guessed. */
    RowWriter label(String name, JsonNode node) {
        return write(() -> {
            if (node.isBoolean()) {
                json.writeNumberField(name, node.booleanValue() ? 1 : 0);
            } else if (node.isNumber() && (node.doubleValue() == 0 || node.doubleValue() == 1)) {
                json.writeNumberField(name, node.intValue());
            } else {
                json.writeNullField(name);
            }
        });
    }

    /** The record's `confidence`, or that of its classification. */
    RowWriter confidence(String name, JsonNode record) {
        JsonNode own = record.path("confidence");
        JsonNode node = own.isNumber() ? own : record.path("classification").path("confidence");
        return write(() -> {
            if (node.isNumber()) {
                json.writeNumberField(name, node.doubleValue());
            } else {
                json.writeNullField(name);
            }
        });
    }

    byte[] bytes() {
        write(() -> {
            json.writeEndObject();
            json.close();
        });
        return bytes.toByteArray();
    }

    /** The object as text. */
    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }
}
