package dev.mevsdk.transport.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.mevsdk.core.MevException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON through the streaming parser alone, so that an agent needs no data binding on its classpath. */
final class ControlJson {
    private static final int MAX_DOCUMENT_BYTES = 64 * 1024;
    private static final int MAX_DEPTH = 8;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int REPLACEMENT = 0xFFFD;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(64)
                    .build())
            .build();

    interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    private ControlJson() {}

    /** Writes one object; the body writes its fields. */
    static byte[] object(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            body.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads one object, UTF-8. @throws MevException BAD_INPUT when it is anything else */
    static Map<String, @Nullable Object> parse(byte[] json) {
        return parse(json, MAX_DOCUMENT_BYTES);
    }

    static Map<String, @Nullable Object> parse(byte[] json, int maxBytes) {
        if (json.length > maxBytes) {
            throw MevException.badInput("body: at most " + maxBytes + " bytes");
        }
        try (JsonParser in = FACTORY.createParser(utf8(json))) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw MevException.badInput("body: a JSON object is required");
            }
            Map<String, @Nullable Object> fields = fields(in);
            if (in.nextToken() != null) {
                throw MevException.badInput("body: one JSON object and nothing after it is allowed");
            }
            return fields;
        } catch (JsonProcessingException e) {
            throw MevException.badInput("body: not valid JSON (" + at(e) + ")");
        } catch (IOException e) {
            throw MevException.badInput("body: not valid JSON");
        }
    }

    /** UTF-8 alone: the parser by itself would read UTF-16 and bytes that are no UTF-8, which other readers don't. */
    private static String utf8(byte[] json) throws CharacterCodingException {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
        return (text.hasRemaining() && text.get(0) == BYTE_ORDER_MARK ? text.subSequence(1, text.length()) : text)
                .toString();
    }

    private static String at(JsonProcessingException e) {
        return e.getLocation() == null
                ? "unknown place"
                : "character " + e.getLocation().getCharOffset();
    }

    private static Map<String, @Nullable Object> fields(JsonParser in) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = whole(in.currentName());
            in.nextToken();
            if (fields.containsKey(name)) {
                throw MevException.badInput("body: not valid JSON (a field is given twice)");
            }
            fields.put(name, value(in));
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> fields(in);
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(in));
                }
                yield items;
            }
            case VALUE_STRING -> whole(in.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(in);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw MevException.badInput("body: not valid JSON");
        };
    }

    /** Half a character, which JSON can escape and UTF-8 can't hold, becomes U+FFFD. */
    private static String whole(String text) {
        if (text.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
            return text;
        }
        StringBuilder whole = new StringBuilder();
        text.codePoints()
                .map(point -> Character.getType(point) == Character.SURROGATE ? REPLACEMENT : point)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    /** One whose exponent is beyond everything is JSON, but a number of no field. */
    private static Object number(JsonParser in) throws IOException {
        try {
            return in.getDecimalValue();
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    static @Nullable String text(Map<String, @Nullable Object> from, String field) {
        return JsonField.text(field, from.get(field));
    }

    static String requiredText(Map<String, @Nullable Object> from, String field) {
        return JsonField.required(field, text(from, field));
    }

    static @Nullable Long wholeNumber(Map<String, @Nullable Object> from, String field) {
        return JsonField.wholeNumber(field, from.get(field));
    }

    static long requiredNumber(Map<String, @Nullable Object> from, String field) {
        return JsonField.required(field, wholeNumber(from, field));
    }

    static @Nullable Integer integer(Map<String, @Nullable Object> from, String field) {
        Long value = wholeNumber(from, field);
        return value == null ? null : (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    static @Nullable Double number(Map<String, @Nullable Object> from, String field) {
        return JsonField.number(field, from.get(field));
    }

    static @Nullable List<Double> numbers(Map<String, @Nullable Object> from, String field) {
        Object value = from.get(field);
        return value == null ? null : JsonField.numbers(field, value);
    }

    static @Nullable Boolean bool(Map<String, @Nullable Object> from, String field) {
        return JsonField.bool(field, from.get(field));
    }

    static Map<String, @Nullable Object> child(Map<String, @Nullable Object> from, String field) {
        return JsonField.object(field, from.get(field));
    }
}
