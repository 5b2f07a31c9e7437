package dev.mevsdk.transport.hub;

import java.time.Duration;

/**
 * Told what the hub does, for metrics. All methods do nothing by default; an implementation must be thread-safe and
 * fast, since sequencer, encoders and event loops call it.
 */
public interface HubObserver {
    HubObserver NONE = new HubObserver() {};

    /** What was encoded. */
    enum Encoded {
        /** A window, shared by all clients of a cohort. */
        WINDOW,
        /** The last values a joining client starts from; shared by those who join between two windows. */
        SNAPSHOT,
        /** A small frame for one client. */
        NOTICE
    }

    default void published() {}

    /** So many published events were taken, and are no longer waited for by publishers. */
    default void dispatched(int events) {}

    /** A publisher had to wait, for too many events were not dispatched. Told when it goes on. */
    default void blocked(Duration waited) {}

    /** A task waits for the encoders: a window, a client that joins or skips. */
    default void taskQueued() {}

    /** A task no longer waits: an encoder has it, or the hub is closed. */
    default void taskBegun() {}

    /**
     * @param bytes of the frame, after compression
     * @param took to encode and compress it
     */
    default void encoded(Encoded what, int events, int bytes, Duration took) {}

    /** A frame was handed to one client's connection. */
    default void sent(int bytes) {}

    /** A client skipped to the newest window, and with that this many events that match its filter. */
    default void missed(long events) {}

    /** A client that can be written to again was more than one window behind. */
    default void behind(long windows) {}

    /**
     * A client came back with a position.
     *
     * @param recovered whether the windows after it are still kept; else it starts again from a snapshot
     */
    default void resumed(boolean recovered) {}

    default void clientConnected() {}

    default void clientGone() {}

    default void cohortOpened() {}

    default void cohortClosed() {}

    /** A connection or an upgrade was refused. @param reason one of few fixed words */
    default void refused(String reason) {}
}
