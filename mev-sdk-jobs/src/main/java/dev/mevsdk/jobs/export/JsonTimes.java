package dev.mevsdk.jobs.export;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/** Dates and times in quotes: `"2026-01-31"`, `"2026-01-31 23:59:59.125"`. */
final class JsonTimes implements JsonCell {
    private static final int SECONDS_PER_DAY = 86_400;

    private final int scale;
    private final long unitsPerSecond;
    private final long unitsPerShownDigit;
    private final ZoneRules rules;
    private final @Nullable ZoneOffset fixed;
    private long cachedDay = Long.MIN_VALUE;
    private LocalDate cachedDate = LocalDate.EPOCH;

    JsonTimes(ColumnType type, ZoneId zone) {
        boolean fraction = type.kind() == ColumnType.Kind.DATETIME64;
        scale = fraction ? type.scale() : 0;
        unitsPerSecond = fraction ? power(type.timestampDigits()) : 1;
        unitsPerShownDigit = fraction ? power(type.timestampDigits() - scale) : 1;
        rules = zone.getRules();
        fixed = rules.isFixedOffset() ? rules.getOffset(Instant.EPOCH) : null;
    }

    static void putDate(JsonBytes out, long epochDay) {
        out.put('"');
        put(out, LocalDate.ofEpochDay(epochDay));
        out.put('"');
    }

    @Override
    public void write(Cells cells, int row, JsonBytes out) {
        long value = cells.longs[row];
        long second = Math.floorDiv(value, unitsPerSecond);
        ZoneOffset offset = fixed != null ? fixed : rules.getOffset(Instant.ofEpochSecond(second));
        long local = second + offset.getTotalSeconds();
        int ofDay = (int) Math.floorMod(local, (long) SECONDS_PER_DAY);
        out.put('"');
        put(out, date(Math.floorDiv(local, (long) SECONDS_PER_DAY)));
        out.put(' ');
        out.putPadded(ofDay / 3600, 2);
        out.put(':');
        out.putPadded(ofDay / 60 % 60, 2);
        out.put(':');
        out.putPadded(ofDay % 60, 2);
        if (scale > 0) {
            out.put('.');
            out.putPadded(Math.floorMod(value, unitsPerSecond) / unitsPerShownDigit, scale);
        }
        out.put('"');
    }

    /** Rows come ordered by time, so the day rarely changes. */
    private LocalDate date(long epochDay) {
        if (epochDay != cachedDay) {
            cachedDay = epochDay;
            cachedDate = LocalDate.ofEpochDay(epochDay);
        }
        return cachedDate;
    }

    private static void put(JsonBytes out, LocalDate date) {
        out.putPadded(date.getYear(), 4);
        out.put('-');
        out.putPadded(date.getMonthValue(), 2);
        out.put('-');
        out.putPadded(date.getDayOfMonth(), 2);
    }

    private static long power(int digits) {
        long value = 1;
        for (int i = 0; i < digits; i++) {
            value *= 10;
        }
        return value;
    }
}
