package dev.mevsdk.transport.hub;

/** A client of the hub, as its server adapter sees it. Thread-safe, never blocks. */
public interface FeedClient {
    /** The channel can take a frame again. */
    void onWritable();

    /** The connection is gone: nothing more is sent. May be called again. */
    void onClosed();
}
