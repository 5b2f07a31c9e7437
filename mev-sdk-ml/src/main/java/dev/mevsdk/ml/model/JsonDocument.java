package dev.mevsdk.ml.model;

import dev.mevsdk.core.MevException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON into maps, lists, strings, doubles and booleans; arrays of numbers become {@code double[]}. A number with a fraction or an
 * exponent is rounded to a float at once, as XGBoost does: going through a double could round twice.
 */
final class JsonDocument {
    private final byte[] text;
    private final DocumentBudget budget = new DocumentBudget();
    private int at;

    private JsonDocument(byte[] text) {
        this.text = text;
    }

    static Map<String, Object> parse(byte[] text) {
        JsonDocument document = new JsonDocument(text);
        document.skipSpace();
        document.expect('{');
        Map<String, Object> root = document.object();
        document.skipSpace();
        if (document.at != text.length) {
            throw document.error("text after the end");
        }
        return root;
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> {
                at++;
                yield object();
            }
            case '[' -> {
                at++;
                yield array();
            }
            case '"' -> string();
            case 't', 'f', 'n' -> literal();
            default -> number();
        };
    }

    private Map<String, Object> object() {
        budget.enter();
        Map<String, Object> members = new LinkedHashMap<>();
        skipSpace();
        if (peek() == '}') {
            at++;
        } else {
            do {
                skipSpace();
                String key = string();
                skipSpace();
                expect(':');
                skipSpace();
                if (members.put(key, value()) != null) {
                    throw error("field '" + ModelFormat.shown(key) + "' is there twice");
                }
            } while (more('}'));
        }
        budget.leave();
        return members;
    }

    private Object array() {
        budget.enter();
        skipSpace();
        Object result;
        if (peek() == ']') {
            at++;
            result = new double[0];
        } else {
            result = items();
        }
        budget.leave();
        return result;
    }

    /** Numbers as {@code double[]}, and all else as a list. */
    private Object items() {
        Numbers numbers = new Numbers();
        List<Object> items = new ArrayList<>();
        do {
            skipSpace();
            Object item = value();
            if (items.isEmpty() && item instanceof Double number) {
                numbers.add(number);
            } else if (items.isEmpty() && item instanceof Boolean flag) {
                numbers.add(flag ? 1 : 0);
            } else {
                for (double earlier : numbers.drain()) {
                    items.add(earlier);
                }
                items.add(item);
            }
        } while (more(']'));
        return items.isEmpty() ? numbers.drain() : items;
    }

    private boolean more(char end) {
        skipSpace();
        if (peek() == end) {
            at++;
            return false;
        }
        expect(',');
        return true;
    }

    private String string() {
        expect('"');
        budget.value();
        int start = at;
        while (peek() != '"' && peek() != '\\') {
            at++;
        }
        if (peek() == '"') {
            return new String(text, start, at++ - start, StandardCharsets.UTF_8);
        }
        StringBuilder built = new StringBuilder(new String(text, start, at - start, StandardCharsets.UTF_8));
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
                built.append(escaped());
            } else {
                int run = at;
                while (peek() != '"' && peek() != '\\') {
                    at++;
                }
                built.append(new String(text, run, at - run, StandardCharsets.UTF_8));
            }
        }
        at++;
        return built.toString();
    }

    private char escaped() {
        char kind = peek();
        at++;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw error("an unknown escape");
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw error("a broken \\u escape");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private Object literal() {
        if (take("true")) {
            return Boolean.TRUE;
        }
        if (take("false")) {
            return Boolean.FALSE;
        }
        if (take("null")) {
            return List.of();
        }
        throw error("an unknown word");
    }

    private boolean take(String word) {
        if (at + word.length() > text.length
                || !new String(text, at, word.length(), StandardCharsets.ISO_8859_1).equals(word)) {
            return false;
        }
        at += word.length();
        return true;
    }

    private Double number() {
        budget.numbers(1);
        int start = at;
        boolean whole = true;
        while (at < text.length && isNumberPart(text[at])) {
            whole &= text[at] == '-' || (text[at] >= '0' && text[at] <= '9');
            at++;
        }
        String token = new String(text, start, at - start, StandardCharsets.ISO_8859_1);
        try {
            return whole && token.length() < 16 && !token.equals("-0")
                    ? (double) Long.parseLong(token)
                    : (double) Float.parseFloat(token);
        } catch (NumberFormatException notANumber) {
            throw error("'" + ModelFormat.shown(token) + "' is not a number");
        }
    }

    private static boolean isNumberPart(byte symbol) {
        return (symbol >= '0' && symbol <= '9')
                || symbol == '-'
                || symbol == '+'
                || symbol == '.'
                || (symbol >= 'a' && symbol <= 'z')
                || (symbol >= 'A' && symbol <= 'Z');
    }

    private void skipSpace() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length) {
            throw error("the file is cut off");
        }
        return (char) (text[at] & 0xff);
    }

    private void expect(char symbol) {
        if (peek() != symbol) {
            throw error("expected '" + symbol + "'");
        }
        at++;
    }

    private MevException error(String what) {
        return ModelFormat.error("JSON, byte " + at + ": " + what);
    }
}
