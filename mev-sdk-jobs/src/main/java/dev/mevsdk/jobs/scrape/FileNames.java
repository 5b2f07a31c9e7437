package dev.mevsdk.jobs.scrape;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names of files: `mev_2026-01-01_2026-01-31T120000Z.parquet`. Made of checked values alone. */
final class FileNames {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SECONDS_PER_DAY = 86_400;

    private FileNames() {}

    static String of(ScrapePlan plan, DatasetType type) {
        return type.wire() + "_" + time(plan.start()) + "_" + time(plan.end())
                + (plan.format() == ScrapePlan.Format.JSONL ? ".jsonl" : ".parquet");
    }

    private static String time(Instant time) {
        return time.getEpochSecond() % SECONDS_PER_DAY == 0 ? DAY.format(time) : SECOND.format(time);
    }
}
