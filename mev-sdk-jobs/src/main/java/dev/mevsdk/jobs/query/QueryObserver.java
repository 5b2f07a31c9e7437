package dev.mevsdk.jobs.query;

import java.time.Duration;

/**
 * Told what becomes of curated queries, for metrics. Called on the callers' threads: must return at once and not throw.
 * A request with a bad name, parameter or limit is no query.
 */
public interface QueryObserver {
    QueryObserver NONE = new QueryObserver() {};

    /** How a query ended that had a place. */
    enum Outcome {
        DONE,
        /** It took more time, memory or bytes than it may, and was stopped. */
        OVER_LIMIT,
        /** ClickHouse is away or refuses the text, or the caller went away. */
        FAILED
    }

    /** A query waits for a place among those that may run at once. */
    default void onWaiting() {}

    /** It got none in time, or was given up, and is refused. */
    default void onRefused(Duration waited) {}

    /** It got one and runs. */
    default void onStarted(Duration waited) {}

    default void onEnded(Outcome outcome, Duration took) {}
}
