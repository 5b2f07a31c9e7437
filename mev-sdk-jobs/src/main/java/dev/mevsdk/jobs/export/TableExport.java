package dev.mevsdk.jobs.export;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/**
 * Writes Arrow batches into one new file. The file is complete only after {@link #finish()}; closed before that, it is
 * deleted. Blocking, and for one thread at a time.
 */
public interface TableExport extends AutoCloseable {
    /**
     * A Parquet file: timestamps, enums (as their labels), UUIDs, IP addresses (as text), unsigned integers and
     * decimals as their own types, strings byte for byte even where they are no UTF-8.
     *
     * @param file must not exist; its folder must
     */
    static TableExport parquet(Path file, List<ExportColumn> columns, ParquetOptions options) {
        return new ParquetExport(file, columns, options);
    }

    /**
     * One JSON object per line, byte for byte what ClickHouse's JSONEachRow gives with its default settings and
     * 64-bit integers as numbers.
     *
     * @param file must not exist; its folder must
     * @param serverZone of DateTime columns whose type names no zone
     */
    static TableExport jsonl(Path file, List<ExportColumn> columns, ZoneId serverZone) {
        return new JsonlExport(file, columns, serverZone);
    }

    /**
     * Appends a batch, whose vectors stand in the order of the columns. Nothing of it is kept.
     *
     * @param dictionaries of dictionary-encoded vectors; an empty provider when there are none
     * @throws dev.mevsdk.core.MevException RETRYABLE when the disk refuses, FATAL when a vector isn't what its column
     *     says
     */
    void write(VectorSchemaRoot batch, DictionaryProvider dictionaries);

    /** Appends a batch without dictionaries. */
    default void write(VectorSchemaRoot batch) {
        write(batch, new DictionaryProvider.MapDictionaryProvider());
    }

    /** Rows taken so far. */
    long rows();

    /** Ends the file, syncs it to disk and checks its footer. */
    ExportedFile finish();

    /** Deletes the file unless it was finished. */
    @Override
    void close();
}
