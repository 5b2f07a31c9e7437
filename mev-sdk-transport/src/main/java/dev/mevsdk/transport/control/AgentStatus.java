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
 * @param lastSeenMillis of the last heartbeat or ack, ms since the epoch by the clock of the server as it is now
 * @param silent no heartbeat for longer than configured: what it does is unknown
 * @param otherHistory it folded other records than are in the log: its policy can't be trusted
 * @param duplicate at least two processes with this id are alive: the rest is of whichever spoke last
 * @param inSync the desired policy is in force, and it is one process
 * @param figures as sent with the heartbeat, named with their units
 * @param awaitingSinceMillis when the command that it did not bring into force yet was appended, ms since the epoch;
 *     null when the desired version is in force
 * @param clockSkewMillis how far its clock is ahead of the server's, behind when negative; null while unknown. Its
 *     latencies are worth no more than this
 * @param note what is wrong, for people; empty when all is well
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
        boolean duplicate,
        boolean inSync,
        Map<String, Double> figures,
        @Nullable Long awaitingSinceMillis,
        @Nullable Long clockSkewMillis,
        String note) {

    /**
     * @param status {@code RECEIVED}, {@code APPLIED} or {@code REJECTED}
     * @param latencyMicros from the append of the command to the ack
     * @param atMillis ms since the epoch
     */
    public record LastAck(
            String requestId, String status, String reason, long policyVersion, long latencyMicros, long atMillis) {}
}
