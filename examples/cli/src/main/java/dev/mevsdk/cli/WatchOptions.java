package dev.mevsdk.cli;

import java.time.Duration;

/**
 * What to watch, and when to end.
 *
 * @param query of the feed's address, without position
 * @param snapshot whether last values from before the first connection are shown
 * @param count events after which it ends
 * @param limit time after which it ends
 * @param failOnGap whether the first gap ends it
 * @param reconnect whether a lost connection is taken up again
 */
record WatchOptions(String query, boolean snapshot, long count, Duration limit, boolean failOnGap, boolean reconnect) {}
