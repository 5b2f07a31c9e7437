package dev.mevsdk.transport.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in words what is wrong with an agent, and what to do. */
record AgentNote(
        @Nullable Heartbeat heartbeat,
        AgentStatus.@Nullable LastAck ack,
        Policy desired,
        boolean silent,
        boolean otherHistory,
        boolean duplicate,
        @Nullable Long skewMillis) {
    /** A larger difference of clocks makes nonsense of latencies. */
    static final long MAX_SKEW_MILLIS = 1_000;

    /** Empty when nothing is wrong. */
    String text() {
        if (!duplicate
                && heartbeat != null
                && heartbeat.standing().haltReasons().contains(HaltReason.CLOSED)) {
            return "has ended";
        }
        List<String> notes = new ArrayList<>();
        if (duplicate) {
            notes.add(
                    "two processes or more run under this id: each obeys commands, but state and acks shown are of one"
                            + " of them; give each its own AGENT_ID");
        }
        if (silent) {
            notes.add("not heard of for too long: what it does is unknown, it halts by itself when its lease is over");
        }
        if (heartbeat == null) {
            notes.add("sends acks but no heartbeats: what it does is unknown");
        } else {
            notes.addAll(about(heartbeat.standing()));
        }
        if (skewMillis != null && Math.abs(skewMillis) > MAX_SKEW_MILLIS) {
            String side = skewMillis > 0 ? "ahead" : "behind";
            notes.add(String.format(
                    Locale.ROOT,
                    "its clock is %.1f s %s: set it right, its latencies mean nothing until then",
                    Math.abs(skewMillis) / 1e3,
                    side));
        }
        return String.join("; ", notes);
    }

    private List<String> about(Heartbeat.Standing beat) {
        if (otherHistory) {
            return List.of("it folded other commands than the log has: its policy can't be trusted, restart it");
        }
        if (beat.policyVersion() > desired.version()) {
            return List.of("version " + beat.policyVersion() + " is in force, newer than the log's " + desired.version()
                    + ": is it on another Kafka?");
        }
        if (beat.policyVersion() < desired.version()) {
            return List.of(behind(beat));
        }
        List<String> notes = new ArrayList<>();
        if (beat.state() != desired.state()) {
            notes.add("halted by itself: " + beat.haltReasons());
        }
        if (ack == null && desired.version() > 0) {
            notes.add("never acknowledged a command; by its heartbeat the policy is in force");
        }
        return notes;
    }

    private String behind(Heartbeat.Standing beat) {
        String wait = beat.inFlight() > 0 ? "; " + beat.inFlight() + " decisions in flight hold it up" : "";
        return "behind: version " + beat.policyVersion() + " is in force, " + desired.version() + " is awaited" + wait;
    }
}
