package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed reading of one parsed JSON value; the error names the field and what it has to be. */
final class JsonField {
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal MIN = BigDecimal.valueOf(Long.MIN_VALUE);

    private JsonField() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw MevException.badInput(field + ": required");
        }
        return value;
    }

    static @Nullable String text(String field, @Nullable Object value) {
        return as(field, value, String.class, "text");
    }

    static @Nullable Boolean bool(String field, @Nullable Object value) {
        return as(field, value, Boolean.class, "true or false");
    }

    static @Nullable Double number(String field, @Nullable Object value) {
        BigDecimal number = as(field, value, BigDecimal.class, "a number");
        return number == null ? null : (Double) number.doubleValue();
    }

    /** Accepts 50 and 50.0, as the original did. */
    static @Nullable Long wholeNumber(String field, @Nullable Object value) {
        BigDecimal number = as(field, value, BigDecimal.class, "a whole number");
        if (number == null) {
            return null;
        }
        boolean inRange = number.compareTo(MAX) <= 0 && number.compareTo(MIN) >= 0;
        if (!inRange || number.stripTrailingZeros().scale() > 0) {
            throw MevException.badInput(field + ": a whole number is required");
        }
        return number.longValue();
    }

    static List<Double> numbers(String field, Object value) {
        if (!(value instanceof List<?> list)) {
            throw MevException.badInput(field + ": a list of numbers is required");
        }
        List<Double> numbers = new ArrayList<>(list.size());
        for (Object item : list) {
            numbers.add(required(field, number(field, item)));
        }
        return numbers;
    }

    /** Absent and null read as an empty object. */
    static Map<String, @Nullable Object> object(String field, @Nullable Object value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Map<?, ?> map = as(field, value, Map.class, "an object");
        if (map != null) {
            map.forEach((name, item) -> fields.put(String.valueOf(name), item));
        }
        return fields;
    }

    private static <T> @Nullable T as(String field, @Nullable Object value, Class<T> type, String needed) {
        if (value == null) {
            return null;
        }
        if (!type.isInstance(value)) {
            throw MevException.badInput(field + ": " + needed + " is required");
        }
        return type.cast(value);
    }
}
