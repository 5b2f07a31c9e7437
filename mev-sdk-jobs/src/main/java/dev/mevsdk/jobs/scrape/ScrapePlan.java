package dev.mevsdk.jobs.scrape;

import dev.mevsdk.jobs.export.ParquetOptions;
import java.time.Instant;
import java.util.List;

/**
 * A request after its checks.
 *
 * @param start included
 * @param end not included
 * @param dex empty for all
 * @param output relative to the root; empty for the root itself
 */
record ScrapePlan(
        Instant start,
        Instant end,
        List<DatasetType> types,
        List<String> dex,
        Format format,
        ParquetOptions.Compression compression,
        ParquetOptions.Encodings encodings,
        String output) {

    enum Format {
        PARQUET,
        JSONL
    }
}
