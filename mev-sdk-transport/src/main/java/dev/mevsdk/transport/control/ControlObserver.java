package dev.mevsdk.transport.control;

import dev.mevsdk.proto.ControlAck;
import java.time.Duration;
import java.util.Optional;

/**
 * Told what the control plane does, for metrics and traces. Called on the caller's thread, and for acks on one of the
 * service's: must return at once and not throw.
 */
public interface ControlObserver {
    ControlObserver NONE = new ControlObserver() {};

    /** How a command was answered. */
    enum Outcome {
        /** In the log; where the caller asked for that, accepted by the fold too. */
        OK,
        /** Refused: another version is in force, the idempotency key was used for another command, or by the fold. */
        CONFLICT,
        /** Kafka did not take it in time, or it was not read back in time. */
        UNAVAILABLE
    }

    /** What agents wrote and nobody can read. */
    enum Unreadable {
        HEARTBEAT,
        ACK,
        /** One histogram of a heartbeat. */
        HISTOGRAM
    }

    default void onCommand(String module, CommandAction action, Outcome outcome) {}

    /** Kafka acknowledged the command. */
    default void onAppended(CommandAction action, Duration took) {}

    /**
     * An ack arrived. The {@link dev.mevsdk.core.context.CallContext} of this thread is the one the command was sent
     * with, as far as the agent handed it on.
     *
     * @param action of the command; empty when it is not among the newest few thousand
     */
    default void onAck(ControlAck ack, Optional<CommandAction> action) {}

    /** Something new that can't be read, and counts for nothing. */
    default void onUnreadable(Unreadable what) {}
}
