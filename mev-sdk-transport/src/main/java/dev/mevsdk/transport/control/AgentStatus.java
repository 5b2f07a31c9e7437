package dev.mevsdk.transport.control;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of itself, and what follows from it.
 *
 * @param state in force at the agent; HALTED when its policy says RUNNING and it must not
 * @param policyVersion the version in force
 * @param inFlight decisions admitted and not yet emitted or given up
 * @param lastAck null before its first
 * @param lastSeenMillis of the last heartbeat or ack, ms since the epoch
 * @param silent no heartbeat for longer than configured: what it does is unknown
 * @param otherHistory it folded other records than are in the log: its policy can't be trusted
 * @param inSync the desired policy is in force
 * @param figures as sent with the heartbeat, named with their units
 */
public record AgentStatus(
        String agentId,
        Policy.State state,
        List<HaltReason> haltReasons,
        long policyVersion,
        String policyHash,
        long inFlight,
        @Nullable LastAck lastAck,
        long lastSeenMillis,
        boolean silent,
        boolean otherHistory,
        boolean inSync,
        Map<String, Double> figures) {

    /**
     * @param status {@code RECEIVED}, {@code APPLIED} or {@code REJECTED}
     * @param latencyMicros from the append of the command to the ack
     * @param atMillis ms since the epoch
     */
    public record LastAck(
            String requestId, String status, String reason, long policyVersion, long latencyMicros, long atMillis) {}
}
