package dev.mevsdk.jobs.query;

import dev.mevsdk.core.MevException;
import java.time.Duration;

/**
 * What one query may take.
 *
 * @param rows without a wish of the caller
 * @param maxRows that a caller may wish for
 * @param time to run
 * @param memoryBytes of the server
 */
public record QueryLimits(int rows, int maxRows, Duration time, long memoryBytes) {
    public static final int DEFAULT_ROWS = 1_000;
    public static final int DEFAULT_MAX_ROWS = 10_000;
    /** 10 s. */
    public static final Duration DEFAULT_TIME = Duration.ofSeconds(10);
    /** 512 MiB. */
    public static final long DEFAULT_MEMORY_BYTES = 512L << 20;

    /** No file may allow more. */
    public static final int MOST_ROWS = 100_000;
    /** 60 s; no file may allow more. */
    public static final Duration MOST_TIME = Duration.ofSeconds(60);
    /** 8 GiB; no file may allow more. */
    public static final long MOST_MEMORY_BYTES = 8L << 30;

    public static final QueryLimits DEFAULT =
            new QueryLimits(DEFAULT_ROWS, DEFAULT_MAX_ROWS, DEFAULT_TIME, DEFAULT_MEMORY_BYTES);

    public QueryLimits {
        require(maxRows >= 1 && maxRows <= MOST_ROWS, "max_rows: must be 1.." + MOST_ROWS);
        require(rows >= 1 && rows <= maxRows, "rows: must be 1..max_rows, which is " + maxRows);
        boolean timed = time.toSeconds() >= 1 && time.compareTo(MOST_TIME) <= 0;
        require(timed, "seconds: must be 1.." + MOST_TIME.toSeconds());
        boolean small = memoryBytes >= 1 << 20 && memoryBytes <= MOST_MEMORY_BYTES;
        require(small, "memory_mib: must be 1.." + (MOST_MEMORY_BYTES >> 20));
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw MevException.badInput(problem);
        }
    }
}
