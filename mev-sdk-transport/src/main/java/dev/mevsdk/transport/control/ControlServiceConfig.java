package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.time.Duration;

/**
 * The control plane's side.
 *
 * @param answerTimeout how long a command may take to be acknowledged, and to be read back, before RETRYABLE
 * @param silentAfter an agent without a heartbeat for this long is called silent
 * @param snapshotInterval least time between snapshots of a module
 */
public record ControlServiceConfig(Duration answerTimeout, Duration silentAfter, Duration snapshotInterval) {
    public static final Duration DEFAULT_ANSWER_TIMEOUT = Duration.ofSeconds(5);
    public static final Duration DEFAULT_SILENT_AFTER = Duration.ofSeconds(5);
    public static final Duration DEFAULT_SNAPSHOT_INTERVAL = Duration.ofSeconds(1);

    public static final ControlServiceConfig DEFAULT =
            new ControlServiceConfig(DEFAULT_ANSWER_TIMEOUT, DEFAULT_SILENT_AFTER, DEFAULT_SNAPSHOT_INTERVAL);

    public ControlServiceConfig {
        require(answerTimeout.toMillis() >= 10, "answerTimeout: 10 ms or more");
        require(silentAfter.toMillis() >= 10, "silentAfter: 10 ms or more");
        require(!snapshotInterval.isNegative(), "snapshotInterval: 0 or more");
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw MevException.badInput(problem);
        }
    }
}
