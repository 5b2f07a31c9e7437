package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.core.MevException;
import java.time.Duration;

/**
 * What a select may take; the server keeps to it.
 *
 * @param rows of the result; what is beyond is cut off
 * @param time to run, in whole seconds
 * @param memoryBytes of the server, for this query
 */
public record SelectLimits(long rows, Duration time, long memoryBytes) {
    /** 32 MiB: what a result may have, whatever its rows. */
    public static final long MAX_RESULT_BYTES = 32L << 20;

    public SelectLimits {
        if (rows < 1) {
            throw MevException.badInput("rows: must be 1 or more, is " + rows);
        }
        if (time.toSeconds() < 1) {
            throw MevException.badInput("time: must be 1 s or more, is " + time);
        }
        if (memoryBytes < 1) {
            throw MevException.badInput("memoryBytes: must be 1 or more, is " + memoryBytes);
        }
    }
}
