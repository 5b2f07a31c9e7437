package dev.mevsdk.transport.hub;

/** Told exactly once about each accepted frame. Never blocks; may be called from any thread. */
@FunctionalInterface
public interface Completion {
    /**
     * The channel does not touch the frame any more.
     *
     * @param sent false when the connection ended before the frame was written
     */
    void done(Frame frame, boolean sent);
}
