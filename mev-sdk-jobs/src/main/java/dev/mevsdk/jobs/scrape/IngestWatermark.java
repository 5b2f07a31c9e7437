package dev.mevsdk.jobs.scrape;

import java.time.Instant;

/**
 * How far a table is complete. An export ends below it, so that a count, the rows and a second export of the same
 * range agree while new rows flow in.
 */
@FunctionalInterface
public interface IngestWatermark {
    /** The time before which no more rows of the table will appear. */
    Instant completeBefore(String table);
}
