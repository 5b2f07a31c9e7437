package dev.mevsdk.jobs.scrape;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.export.ParquetOptions;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Where exports go and how they are laid out.
 *
 * @param root absolute folder below which everything is written; made when missing
 * @param parquet layout; compression and encodings follow from each request
 * @param serverZone ClickHouse's time zone, for DateTime columns in JSONL whose type names none
 */
public record DatasetConfig(Path root, ParquetOptions parquet, ZoneId serverZone) {
    public static final ZoneId DEFAULT_SERVER_ZONE = ZoneOffset.UTC;

    public DatasetConfig {
        if (!root.isAbsolute()) {
            throw MevException.badInput("datasets root must be an absolute path");
        }
        root = root.normalize();
    }

    public static DatasetConfig of(Path root) {
        return new DatasetConfig(root, ParquetOptions.defaults(), DEFAULT_SERVER_ZONE);
    }
}
