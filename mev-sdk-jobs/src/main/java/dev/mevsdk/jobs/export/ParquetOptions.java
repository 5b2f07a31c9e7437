package dev.mevsdk.jobs.export;

import dev.mevsdk.core.MevException;

/**
 * How a Parquet file is laid out.
 *
 * @param compression of pages
 * @param encodings of values within a page
 * @param rowGroupBytes encoded bytes at which a row group is closed; memory grows with it
 * @param pageBytes encoded bytes at which a page is closed
 * @param threads that encode columns side by side, the caller's included
 */
public record ParquetOptions(
        Compression compression, Encodings encodings, long rowGroupBytes, int pageBytes, int threads) {
    public static final long DEFAULT_ROW_GROUP_BYTES = 128L << 20;
    public static final long MAX_ROW_GROUP_BYTES = 256L << 20;
    public static final int DEFAULT_PAGE_BYTES = 4 << 20;
    public static final int DEFAULT_THREADS = 1;

    /** Codec of the pages. */
    public enum Compression {
        /** Level 1 or 3, chosen per column by what its first large page gains. */
        ZSTD,
        NONE
    }

    /** Value encodings. */
    public enum Encodings {
        /** Delta encodings where they pay; needs a reader of Parquet format 2 (all current ones are). */
        DELTA,
        /** Plain and dictionary only, for old readers. */
        PLAIN
    }

    public ParquetOptions {
        require(rowGroupBytes >= 1024 && rowGroupBytes <= MAX_ROW_GROUP_BYTES, "rowGroupBytes", "1024..268435456");
        require(pageBytes >= 1024 && pageBytes <= 64 << 20, "pageBytes", "1024..67108864");
        require(threads >= 1 && threads <= 64, "threads", "1..64");
    }

    public static ParquetOptions defaults() {
        return new ParquetOptions(
                Compression.ZSTD, Encodings.DELTA, DEFAULT_ROW_GROUP_BYTES, DEFAULT_PAGE_BYTES, DEFAULT_THREADS);
    }

    public ParquetOptions with(Compression other) {
        return new ParquetOptions(other, encodings, rowGroupBytes, pageBytes, threads);
    }

    public ParquetOptions with(Encodings other) {
        return new ParquetOptions(compression, other, rowGroupBytes, pageBytes, threads);
    }

    public ParquetOptions withThreads(int other) {
        return new ParquetOptions(compression, encodings, rowGroupBytes, pageBytes, other);
    }

    private static void require(boolean holds, String field, String allowed) {
        if (!holds) {
            throw MevException.badInput(field + " must be in " + allowed);
        }
    }
}
