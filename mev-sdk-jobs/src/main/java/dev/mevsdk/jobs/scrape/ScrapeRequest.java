package dev.mevsdk.jobs.scrape;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of `POST /api/datasets/scrape`, as it came: checked by {@link DatasetService#scrape}.
 *
 * @param start ISO date or date-time, UTC where it names no offset; included
 * @param end likewise; not included
 * @param types `mev`, `arb` or both
 * @param dex names to keep; none or empty keeps all
 * @param format `parquet` (default) or `jsonl`
 * @param compress `zstd` (default) or `none`: of Parquet pages; a JSONL file is always plain text
 * @param compat `plain` for readers that know no delta encodings; none by default
 * @param output folder below the configured root; none for the root itself
 */
public record ScrapeRequest(
        @Nullable String start,
        @Nullable String end,
        @Nullable List<String> types,
        @Nullable List<String> dex,
        @Nullable String format,
        @Nullable String compress,
        @Nullable String compat,
        @Nullable String output) {}
