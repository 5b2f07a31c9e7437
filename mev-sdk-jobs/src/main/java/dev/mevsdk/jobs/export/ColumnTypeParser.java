package dev.mevsdk.jobs.export;

import dev.mevsdk.jobs.export.ColumnType.Kind;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a type as `DESCRIBE` prints it. */
final class ColumnTypeParser {
    private static final Map<String, ColumnType> SIMPLE = Map.ofEntries(
            Map.entry("Bool", ColumnType.of(Kind.BOOL)),
            Map.entry("Int8", ColumnType.sized(Kind.INT, 1, 0)),
            Map.entry("Int16", ColumnType.sized(Kind.INT, 2, 0)),
            Map.entry("Int32", ColumnType.sized(Kind.INT, 4, 0)),
            Map.entry("Int64", ColumnType.sized(Kind.INT, 8, 0)),
            Map.entry("UInt8", ColumnType.sized(Kind.UINT, 1, 0)),
            Map.entry("UInt16", ColumnType.sized(Kind.UINT, 2, 0)),
            Map.entry("UInt32", ColumnType.sized(Kind.UINT, 4, 0)),
            Map.entry("UInt64", ColumnType.sized(Kind.UINT, 8, 0)),
            Map.entry("Int128", ColumnType.sized(Kind.WIDE_INT, 16, 0)),
            Map.entry("Int256", ColumnType.sized(Kind.WIDE_INT, 32, 0)),
            Map.entry("UInt128", ColumnType.sized(Kind.WIDE_UINT, 16, 0)),
            Map.entry("UInt256", ColumnType.sized(Kind.WIDE_UINT, 32, 0)),
            Map.entry("Float32", ColumnType.of(Kind.FLOAT32)),
            Map.entry("Float64", ColumnType.of(Kind.FLOAT64)),
            Map.entry("Date", ColumnType.of(Kind.DATE)),
            Map.entry("Date32", ColumnType.of(Kind.DATE)),
            Map.entry("String", ColumnType.of(Kind.STRING)),
            Map.entry("UUID", ColumnType.of(Kind.UUID)),
            Map.entry("IPv4", ColumnType.of(Kind.IPV4)),
            Map.entry("IPv6", ColumnType.of(Kind.IPV6)));

    private final String text;
    private int at;

    ColumnTypeParser(String text) {
        this.text = text;
    }

    /** Throws IllegalArgumentException with the reason. */
    ColumnType parse() {
        ColumnType type = type();
        if (at != text.length()) {
            throw new IllegalArgumentException("unexpected text after the type");
        }
        return type;
    }

    private ColumnType type() {
        String name = word();
        ColumnType simple = SIMPLE.get(name);
        return simple != null ? simple : parameterized(name);
    }

    private ColumnType parameterized(String name) {
        return switch (name) {
            case "DateTime" -> dateTime(Kind.DATETIME);
            case "DateTime64" -> dateTime(Kind.DATETIME64);
            case "Nullable" -> inParentheses(this::type).asNullable();
            case "LowCardinality" -> inParentheses(this::type);
            case "SimpleAggregateFunction" ->
                inParentheses(() -> {
                    word();
                    expect(',');
                    return type();
                });
            case "Array" -> array(inParentheses(this::type));
            case "FixedString" -> inParentheses(() -> ColumnType.sized(Kind.FIXED_STRING, number(), 0));
            case "Decimal" ->
                inParentheses(() -> {
                    int precision = number();
                    expect(',');
                    return ColumnType.sized(Kind.DECIMAL, precision, number());
                });
            case "Enum8", "Enum16" -> inParentheses(this::enumeration);
            default ->
                throw new IllegalArgumentException(
                        "no place in a file for " + name + "; cast it in the query, for instance with toString()");
        };
    }

    private static ColumnType array(ColumnType element) {
        if (element.kind() == Kind.ARRAY) {
            throw new IllegalArgumentException("arrays of arrays aren't supported; use toString() in the query");
        }
        return new ColumnType(Kind.ARRAY, false, 0, 0, Map.of(), null, element);
    }

    private ColumnType dateTime(Kind kind) {
        int scale = 0;
        ZoneId zone = null;
        if (accept('(')) {
            if (kind == Kind.DATETIME64) {
                scale = number();
                zone = accept(',') ? zone(quoted()) : null;
            } else {
                zone = zone(quoted());
            }
            expect(')');
        }
        return new ColumnType(kind, false, 0, scale, Map.of(), zone, null);
    }

    private static @Nullable ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("unknown time zone", e);
        }
    }

    private ColumnType enumeration() {
        Map<Integer, String> labels = new HashMap<>();
        do {
            String label = quoted();
            expect('=');
            labels.put(number(), label);
        } while (accept(','));
        return new ColumnType(Kind.ENUM, false, 0, 0, Map.copyOf(labels), null, null);
    }

    private ColumnType inParentheses(java.util.function.Supplier<ColumnType> inner) {
        expect('(');
        ColumnType type = inner.get();
        expect(')');
        return type;
    }

    private String word() {
        skipSpace();
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return text.substring(from, at);
    }

    private int number() {
        skipSpace();
        int from = at;
        if (at < text.length() && text.charAt(at) == '-') {
            at++;
        }
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return Integer.parseInt(text.substring(from, at));
    }

    private String quoted() {
        expect('\'');
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '\'') {
            char c = text.charAt(at++);
            value.append(c == '\\' && at < text.length() ? unescaped(text.charAt(at++)) : c);
        }
        expect('\'');
        return value.toString();
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '0' -> '\0';
            default -> c;
        };
    }

    private boolean accept(char c) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw new IllegalArgumentException("expected " + c + " at position " + at);
        }
    }

    private void skipSpace() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
