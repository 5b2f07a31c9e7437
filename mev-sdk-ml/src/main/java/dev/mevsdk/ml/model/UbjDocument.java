package dev.mevsdk.ml.model;

import dev.mevsdk.core.MevException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Universal Binary JSON (draft 12, big-endian) into the same values as {@link JsonDocument}. No count is believed: memory is taken
 * only for what the rest of the file can hold.
 */
final class UbjDocument {
    private final ByteBuffer bytes;
    private final DocumentBudget budget = new DocumentBudget();

    private UbjDocument(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    static Map<String, Object> parse(byte[] bytes) {
        UbjDocument document = new UbjDocument(bytes);
        try {
            if (document.bytes.get() != '{') {
                throw document.error("expected an object");
            }
            Map<String, Object> root = document.object();
            if (document.bytes.hasRemaining()) {
                throw document.error("bytes after the end");
            }
            return root;
        } catch (BufferUnderflowException end) {
            throw document.error("the file is cut off");
        }
    }

    private char marker() {
        char marker = (char) (bytes.get() & 0xff);
        while (marker == 'N') {
            marker = (char) (bytes.get() & 0xff);
        }
        return marker;
    }

    private char peek() {
        if (!bytes.hasRemaining()) {
            throw new BufferUnderflowException();
        }
        return (char) (bytes.get(bytes.position()) & 0xff);
    }

    private Object value(char marker) {
        return switch (marker) {
            case '{' -> object();
            case '[' -> array();
            case 'S' -> text();
            case 'C' -> String.valueOf((char) (bytes.get() & 0xff));
            case 'T' -> Boolean.TRUE;
            case 'F' -> Boolean.FALSE;
            case 'Z' -> {
                budget.value();
                yield List.of();
            }
            default -> {
                budget.numbers(1);
                yield number(marker);
            }
        };
    }

    private Double number(char marker) {
        return switch (marker) {
            case 'i' -> (double) bytes.get();
            case 'U' -> (double) (bytes.get() & 0xff);
            case 'I' -> (double) bytes.getShort();
            case 'l' -> (double) bytes.getInt();
            case 'L' -> (double) bytes.getLong();
            case 'd' -> (double) bytes.getFloat();
            case 'D' -> bytes.getDouble();
            default -> throw error("unknown marker 0x" + Integer.toHexString(marker));
        };
    }

    private static int width(char marker) {
        return switch (marker) {
            case 'i', 'U' -> 1;
            case 'I' -> 2;
            case 'l', 'd' -> 4;
            case 'L', 'D' -> 8;
            default -> 0;
        };
    }

    /** A length; each thing counted takes at least {@code unit} bytes of what is left. */
    private int count(int unit) {
        char marker = marker();
        if (marker != 'i' && marker != 'U' && marker != 'I' && marker != 'l' && marker != 'L') {
            throw error("a count is no integer");
        }
        long count = number(marker).longValue();
        if (count < 0 || count > bytes.remaining() / unit) {
            throw error("a count of " + count + ", with " + bytes.remaining() + " bytes left");
        }
        return (int) count;
    }

    private String text() {
        budget.value();
        byte[] content = new byte[count(1)];
        bytes.get(content);
        return new String(content, StandardCharsets.UTF_8);
    }

    private Map<String, Object> object() {
        budget.enter();
        Map<String, Object> members = new LinkedHashMap<>();
        if (peek() == '$') {
            throw error("typed objects are not part of XGBoost's files");
        }
        if (peek() == '#') {
            bytes.get();
            for (int left = count(2); left > 0; left--) {
                member(members);
            }
        } else {
            while (peek() != '}') {
                member(members);
            }
            bytes.get();
        }
        budget.leave();
        return members;
    }

    private void member(Map<String, Object> members) {
        String key = text();
        if (members.put(key, value(marker())) != null) {
            throw error("field '" + ModelFormat.shown(key) + "' is there twice");
        }
    }

    private Object array() {
        budget.enter();
        Object result;
        if (peek() == '$') {
            bytes.get();
            result = typedArray((char) (bytes.get() & 0xff));
        } else {
            result = untypedArray();
        }
        budget.leave();
        return result;
    }

    private double[] typedArray(char type) {
        int width = width(type);
        if (width == 0 || bytes.get() != '#') {
            throw error("a typed array must hold numbers and be counted");
        }
        int count = count(width);
        budget.numbers(count);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number(type);
        }
        return numbers;
    }

    private Object untypedArray() {
        List<Object> items = new ArrayList<>();
        if (peek() == '#') {
            bytes.get();
            for (int left = count(1); left > 0; left--) {
                items.add(value(marker()));
            }
        } else {
            while (peek() != ']') {
                items.add(value(marker()));
            }
            bytes.get();
        }
        return numbersOrList(items);
    }

    private Object numbersOrList(List<Object> items) {
        Numbers numbers = new Numbers();
        for (Object item : items) {
            if (item instanceof Double number) {
                numbers.add(number);
            } else if (item instanceof Boolean flag) {
                numbers.add(flag ? 1 : 0);
            } else {
                return items;
            }
        }
        return numbers.drain();
    }

    private MevException error(String what) {
        return ModelFormat.error("UBJ, byte " + bytes.position() + ": " + what);
    }
}
