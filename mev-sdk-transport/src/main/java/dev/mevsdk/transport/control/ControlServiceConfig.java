package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.time.Duration;

/**
 * The control plane's side.
 *
 * @param answerTimeout how long a command may take to be acknowledged, and to be read back, before RETRYABLE
 * @param silentAfter an agent without a heartbeat for this long is called silent
 * @param snapshotInterval least time between snapshots of a module
 * @param trust signatures
 * @param twoPersonStart a start is proposed by one person and completed by another; all servers need the same
 */
public record ControlServiceConfig(
        Duration answerTimeout,
        Duration silentAfter,
        Duration snapshotInterval,
        ControlTrust trust,
        boolean twoPersonStart) {
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

    /** Without signatures, and one person starts. */
    public ControlServiceConfig(Duration answerTimeout, Duration silentAfter, Duration snapshotInterval) {
        this(answerTimeout, silentAfter, snapshotInterval, ControlTrust.NONE, false);
    }

    public ControlServiceConfig withTrust(ControlTrust newTrust) {
        return new ControlServiceConfig(answerTimeout, silentAfter, snapshotInterval, newTrust, twoPersonStart);
    }

    public ControlServiceConfig withTwoPersonStart(boolean on) {
        return new ControlServiceConfig(answerTimeout, silentAfter, snapshotInterval, trust, on);
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw MevException.badInput(problem);
        }
    }
}
