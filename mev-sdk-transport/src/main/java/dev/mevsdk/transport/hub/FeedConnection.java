package dev.mevsdk.transport.hub;

/** One upgraded connection, as its server adapter sees it. Thread-safe, never blocks. */
public interface FeedConnection extends FeedClient {
    /** A whole text message from the client. */
    void onText(String message);

    /** A whole binary message from the client, which is never allowed. */
    void onBinary();
}
