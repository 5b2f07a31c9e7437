package dev.mevsdk.jobs.export;

import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ClickHouse type without the wrappers that don't change its values.
 *
 * @param size digits of a decimal, bytes of a fixed string or integer, bits of nothing else
 * @param scale fractional digits of a decimal or DateTime64
 * @param labels of an enum, by code
 * @param zone of a date-time, if its type names one
 * @param element of an array
 */
record ColumnType(
        Kind kind,
        boolean nullable,
        int size,
        int scale,
        Map<Integer, String> labels,
        @Nullable ZoneId zone,
        @Nullable ColumnType element) {

    enum Kind {
        BOOL,
        INT,
        UINT,
        WIDE_INT,
        WIDE_UINT,
        FLOAT32,
        FLOAT64,
        DATE,
        DATETIME,
        DATETIME64,
        STRING,
        FIXED_STRING,
        ENUM,
        UUID,
        IPV4,
        IPV6,
        DECIMAL,
        ARRAY
    }

    static ColumnType of(Kind kind) {
        return sized(kind, 0, 0);
    }

    static ColumnType sized(Kind kind, int size, int scale) {
        return new ColumnType(kind, false, size, scale, Map.of(), null, null);
    }

    ColumnType asNullable() {
        return new ColumnType(kind, true, size, scale, labels, zone, element);
    }

    ColumnType elementType() {
        if (element == null) {
            throw new IllegalStateException("no array: " + kind);
        }
        return element;
    }

    /** Digits after the second that Arrow keeps for this scale: 3, 6 or 9. */
    int timestampDigits() {
        return scale <= 3 ? 3 : scale <= 6 ? 6 : 9;
    }
}
