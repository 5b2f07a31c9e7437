package dev.mevsdk.jobs.query;

import dev.mevsdk.core.MevException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as people write it: a date, a date-time (UTC unless it says otherwise), `now`, or `now-15m`. */
final class ParamTime {
    static final String ALLOWED =
            "an ISO date or date-time of 1970..2200 such as 2026-01-31T12:00:00Z, or now, or now-15m (s, m, h, d)";

    private static final Pattern NOW = Pattern.compile("now(?:-(\\d{1,6})([smhd]))?");
    private static final DateTimeFormatter CLICKHOUSE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int MAX_LENGTH = 64;
    private static final int DATE_LENGTH = "2026-01-31".length();

    private ParamTime() {}

    /** @throws MevException BAD_INPUT that says what is allowed */
    static String clickHouse(String text) {
        try {
            Instant time = text.length() <= MAX_LENGTH ? parsed(text.strip()) : Instant.MIN;
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                return CLICKHOUSE.format(time);
            }
        } catch (DateTimeException e) {
            // Refused below.
        }
        throw MevException.badInput(ALLOWED);
    }

    private static Instant parsed(String text) {
        Matcher now = NOW.matcher(text);
        if (now.matches()) {
            return now.group(1) == null
                    ? Instant.now()
                    : Instant.now().minus(ago(Long.parseLong(now.group(1)), now.group(2)));
        }
        if (text.length() == DATE_LENGTH) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        String iso = text.replace(' ', 'T');
        boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 0 || iso.lastIndexOf('-') > iso.indexOf('T');
        return zoned
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }

    private static Duration ago(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
