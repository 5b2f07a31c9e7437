package dev.mevsdk.jobs.clickhouse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mevsdk.core.event.SourcedEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The time of a row, as a function of the record alone, so that every delivery of it gives the same: the emitter's time
 * in ns if set, else `ts`, `dt` or `timestamp` of the JSON record, else the record's timestamp in Kafka. A time outside
 * 2000..2100 is taken for a wrong unit and passed over.
 */
final class EventTime {
    private static final DateTimeFormatter CLICKHOUSE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> FIELDS = List.of("ts", "dt", "timestamp");
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");
    /** A number below this is seconds, the next ones ms, us, ns: the ranges of 2000..2100 don't overlap. */
    private static final double MAX_SECONDS = 1e10;

    private static final double THOUSAND = 1e3;
    private static final int FINER_UNITS = 3;

    private EventTime() {}

    static Instant of(SourcedEvent event, JsonNode raw) {
        return nanos(event.event().getEmittedAtNs())
                .or(() -> FIELDS.stream()
                        .map(field -> parse(raw.path(field)))
                        .flatMap(Optional::stream)
                        .findFirst())
                .or(() -> plausible(Instant.ofEpochMilli(event.timestampMillis())))
                .orElse(Instant.EPOCH)
                .truncatedTo(ChronoUnit.MILLIS);
    }

    /** Brought into what a table's column can hold. */
    static String format(Instant time) {
        Instant bounded = time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(LAST) ? LAST : time;
        return CLICKHOUSE.format(bounded);
    }

    private static Optional<Instant> nanos(long nanos) {
        return nanos <= 0 ? Optional.empty() : plausible(Instant.ofEpochSecond(0, nanos));
    }

    private static Optional<Instant> parse(JsonNode field) {
        if (field.isNumber()) {
            return number(field.doubleValue());
        }
        return field.isTextual() ? text(field.textValue()) : Optional.empty();
    }

    private static Optional<Instant> number(double value) {
        double seconds = value;
        for (int unit = 0; unit < FINER_UNITS && seconds > MAX_SECONDS; unit++) {
            seconds /= THOUSAND;
        }
        return plausible(Instant.ofEpochMilli(Math.round(seconds * THOUSAND)));
    }

    private static Optional<Instant> text(String value) {
        try {
            String iso = value.strip().replace(' ', 'T');
            boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 0;
            return plausible(
                    zoned
                            ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(iso, Instant::from)
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> plausible(Instant time) {
        return time.isBefore(FIRST) || !time.isBefore(LAST) ? Optional.empty() : Optional.of(time);
    }
}
