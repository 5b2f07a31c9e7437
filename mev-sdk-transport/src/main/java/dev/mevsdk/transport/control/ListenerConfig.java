package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An agent's side of control.
 *
 * @param agentId unique among the agents, 1..128 printable characters
 * @param module {@code arbitrage} or {@code mev}
 * @param lease how long the agent goes on without a sign from Kafka, counted from the sending of a heartbeat
 * @param heartbeatInterval between heartbeats; less than half the lease, so that one may be lost
 * @param killFile while this file exists, nothing is emitted; null for none
 * @param watchInterval between looks at the lease and the kill file
 * @param keys whose signatures count; the same as the control plane's
 */
public record ListenerConfig(
        String agentId,
        String module,
        Duration lease,
        Duration heartbeatInterval,
        @Nullable Path killFile,
        Duration watchInterval,
        ControlKeys keys) {
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(5);
    public static final Duration DEFAULT_HEARTBEAT_INTERVAL = Duration.ofSeconds(1);
    public static final Duration DEFAULT_WATCH_INTERVAL = Duration.ofMillis(50);

    public ListenerConfig {
        CommandText.requireAgent("agentId", agentId);
        Modules.require(module);
        if (heartbeatInterval.toMillis() < 10
                || heartbeatInterval.multipliedBy(2).compareTo(lease) > 0) {
            throw MevException.badInput("heartbeatInterval: 10 ms..half the lease");
        }
        if (watchInterval.toMillis() < 1 || watchInterval.compareTo(lease) > 0) {
            throw MevException.badInput("watchInterval: 1 ms..the lease");
        }
    }

    /** Without signatures. */
    public ListenerConfig(
            String agentId,
            String module,
            Duration lease,
            Duration heartbeatInterval,
            @Nullable Path killFile,
            Duration watchInterval) {
        this(agentId, module, lease, heartbeatInterval, killFile, watchInterval, ControlKeys.NONE);
    }

    public static ListenerConfig of(String agentId, String module) {
        return new ListenerConfig(
                agentId, module, DEFAULT_LEASE, DEFAULT_HEARTBEAT_INTERVAL, null, DEFAULT_WATCH_INTERVAL);
    }

    public ListenerConfig withLease(Duration newLease, Duration newHeartbeatInterval) {
        return new ListenerConfig(agentId, module, newLease, newHeartbeatInterval, killFile, watchInterval, keys);
    }

    public ListenerConfig withKillFile(@Nullable Path file) {
        return new ListenerConfig(agentId, module, lease, heartbeatInterval, file, watchInterval, keys);
    }

    public ListenerConfig withKeys(ControlKeys publicKeys) {
        return new ListenerConfig(agentId, module, lease, heartbeatInterval, killFile, watchInterval, publicKeys);
    }
}
