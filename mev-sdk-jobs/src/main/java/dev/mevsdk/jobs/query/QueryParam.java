package dev.mevsdk.jobs.query;

import dev.mevsdk.core.MevException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a query.
 *
 * @param type ClickHouse's, such as `UInt32`
 * @param defaultValue as text; null when a caller must give one
 * @param choices the only values allowed; empty for any of the type
 */
public record QueryParam(String name, String type, @Nullable String defaultValue, List<String> choices) {
    public QueryParam {
        choices = List.copyOf(choices);
        if (ParamType.of(type).isEmpty()) {
            throw MevException.badInput("type of " + name + ": must be one of " + ParamType.names());
        }
        if (defaultValue != null) {
            bound(defaultValue, name, type, choices);
        }
    }

    /** Without a default. */
    public boolean required() {
        return defaultValue == null;
    }

    /** The default as a JSON value: a number where the type is one; empty without one. */
    public Optional<Object> defaultJson() {
        return Optional.ofNullable(defaultValue).map(text -> kind(type).shown(text));
    }

    /**
     * The value as the server takes it.
     *
     * @throws MevException BAD_INPUT that names the parameter and what is allowed
     */
    String bound(@Nullable Object value) {
        Object given = value == null ? defaultValue : value;
        if (given == null) {
            throw MevException.badInput("params." + name + ": must be set, to a value of type " + type);
        }
        return bound(given, name, type, choices);
    }

    private static String bound(Object value, String name, String type, List<String> choices) {
        try {
            String text = kind(type).text(value);
            if (!choices.isEmpty() && !choices.contains(text)) {
                throw MevException.badInput("one of " + quoted(choices));
            }
            return text;
        } catch (MevException e) {
            throw MevException.badInput("params." + name + ": must be " + e.getMessage());
        }
    }

    private static String quoted(List<String> choices) {
        return String.join(", ", choices.stream().map(one -> "'" + one + "'").toList());
    }

    private static ParamType kind(String type) {
        return ParamType.of(type).orElseThrow();
    }
}
