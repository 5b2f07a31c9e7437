package dev.mevsdk.transport.hub;

import java.util.concurrent.Executor;

/**
 * One connection of some server, as the hub sees it. A server adapter implements it; the hub calls it only from its
 * {@link #lane()}, so an implementation needs no locks of its own.
 */
public interface ClientChannel {
    /**
     * Queues a frame for writing, or refuses it at once. Never blocks. After {@link SendResult#BUSY} the channel owes
     * one {@link FeedClient#onWritable()}.
     */
    SendResult send(Frame frame, Completion completion);

    /** Pushes out what was accepted since the last flush; called once after a run of sends. */
    default void flush() {}

    /** Sends a close frame after what was accepted, then ends the connection. May be called again, and from any thread. */
    void close(int code, String reason);

    /**
     * Runs tasks one at a time, in order. Channels that return the same lane are served by one task per window, so an
     * adapter with event loops returns the loop of the connection.
     */
    Executor lane();
}
