package dev.mevsdk.core.metrics;

import dev.mevsdk.core.MevException;
import java.time.Duration;

/**
 * How often, and when to doubt.
 *
 * @param interval between two updates, and between two questions to a source
 * @param staleAfter a source without an answer for this long is stale; longer than the interval
 */
public record MetricsConfig(Duration interval, Duration staleAfter) {
    /** 2 s. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(2);
    /** 6 s: two answers may be missed. */
    public static final Duration DEFAULT_STALE_AFTER = Duration.ofSeconds(6);

    public static final MetricsConfig DEFAULT = new MetricsConfig(DEFAULT_INTERVAL, DEFAULT_STALE_AFTER);

    private static final int INTERVALS_UNTIL_STALE = 3;

    public MetricsConfig {
        if (interval.toMillis() < 10 || interval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw MevException.badInput("interval: must be 10 ms..1 min, is " + interval);
        }
        if (staleAfter.compareTo(interval) <= 0) {
            throw MevException.badInput("staleAfter: must be longer than the interval, is " + staleAfter);
        }
    }

    /** With a source stale after three intervals. */
    public static MetricsConfig every(Duration interval) {
        return new MetricsConfig(interval, interval.multipliedBy(INTERVALS_UNTIL_STALE));
    }
}
