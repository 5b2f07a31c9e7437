package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.core.MevException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How far tables are complete: an export that ends below this bound can be counted, read and read again with the same
 * result while new rows flow in.
 *
 * <p>The bound is ClickHouse's clock less an allowed lateness, the longest time from a record's emission to its row: the
 * way through Kafka, the batch, and the emitter's clock being slow. An ingest that lags by more than that is behind its
 * bound: choose the lateness above the lag you alert on. A record that carries an old time of its own (a replay of
 * recorded data) is late by nature: export such data once its replay is done.
 *
 * @param lateness zero or more
 */
public record ClickHouseWatermark(ClickHouse clickHouse, Duration lateness) {
    /** 30 s. */
    public static final Duration DEFAULT_LATENESS = Duration.ofSeconds(30);

    public ClickHouseWatermark {
        if (lateness.isNegative()) {
            throw MevException.badInput("lateness must not be negative, is " + lateness);
        }
    }

    /**
     * The time before which no more rows of the table are expected, in whole ms. Asks the server; blocks.
     *
     * @throws MevException RETRYABLE when ClickHouse is away
     */
    public Instant completeBefore(String table) {
        long now = clickHouse.number("SELECT toUnixTimestamp64Milli(now64(3))", Map.of());
        return Instant.ofEpochMilli(now).minus(lateness);
    }
}
