package dev.mevsdk.jobs.scrape;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.export.ParquetOptions.Compression;
import dev.mevsdk.jobs.export.ParquetOptions.Encodings;
import dev.mevsdk.jobs.scrape.ScrapePlan.Format;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a request into a plan, or refuses it naming the field and what is allowed. */
final class ScrapeRules {
    private static final int MAX_DEX = 64;
    private static final Pattern DEX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._:+-]{0,63}");
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private ScrapeRules() {}

    static ScrapePlan check(ScrapeRequest request, Path root) {
        Instant start = time("start", request.start());
        Instant end = time("end", request.end());
        if (!start.isBefore(end)) {
            throw MevException.badInput("end: must be after start");
        }
        boolean plain = choice("compat", request.compat(), "none", Map.of("none", false, "plain", true));
        return new ScrapePlan(
                start,
                end,
                types(request.types()),
                dex(request.dex()),
                choice("format", request.format(), "parquet", Map.of("parquet", Format.PARQUET, "jsonl", Format.JSONL)),
                choice(
                        "compress",
                        request.compress(),
                        "zstd",
                        Map.of("zstd", Compression.ZSTD, "none", Compression.NONE)),
                plain ? Encodings.PLAIN : Encodings.DELTA,
                OutputFolder.relative(root, request.output()));
    }

    private static List<DatasetType> types(@Nullable List<String> names) {
        if (names == null || names.isEmpty() || names.size() > MAX_DEX) {
            throw MevException.badInput("types: at least one of arb, mev");
        }
        Map<String, DatasetType> known =
                Map.of(DatasetType.ARB.wire(), DatasetType.ARB, DatasetType.MEV.wire(), DatasetType.MEV);
        return names.stream()
                .map(name -> choice("types", name, "", known))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> dex(@Nullable List<String> names) {
        if (names == null) {
            return List.of();
        }
        boolean valid = names.size() <= MAX_DEX
                && names.stream()
                        .allMatch(name -> name != null && DEX.matcher(name).matches());
        if (!valid) {
            throw MevException.badInput("dex: at most " + MAX_DEX
                    + " names of 1 to 64 letters, digits, spaces and . _ : + -, starting with a letter or digit");
        }
        return names.stream().distinct().sorted().toList();
    }

    private static <T> T choice(String field, @Nullable String value, String fallback, Map<String, T> allowed) {
        T chosen = allowed.get(value == null ? fallback : value);
        if (chosen == null) {
            throw MevException.badInput(field + ": must be one of "
                    + String.join(", ", allowed.keySet().stream().sorted().toList()));
        }
        return chosen;
    }

    private static Instant time(String field, @Nullable String text) {
        Instant time =
                text == null || text.length() > 64 ? null : parsed(text.trim().toUpperCase(Locale.ROOT));
        if (time == null || time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw MevException.badInput(field
                    + ": an ISO date or date-time between 1970 and 2200, such as 2026-01-31 or 2026-01-31T12:00:00Z");
        }
        return time;
    }

    private static @Nullable Instant parsed(String text) {
        try {
            if (text.length() == "2026-01-31".length()) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            String iso = text.replace(' ', 'T');
            return iso.endsWith("Z") || iso.lastIndexOf('+') > 0 || iso.lastIndexOf('-') > iso.indexOf('T')
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
