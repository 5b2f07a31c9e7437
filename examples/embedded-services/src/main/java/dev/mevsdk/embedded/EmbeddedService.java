package dev.mevsdk.embedded;

/**
 * A real server under the caller's control. Its address stays the same over {@link #kill()} and {@link #start()}, and
 * so does its data. Thread-safe.
 */
public interface EmbeddedService extends AutoCloseable {
    /** What a client connects to: `host:port`, or the URL where that is the usual form. */
    String address();

    /** Starts it, on the data of its last run if there was one; returns once it answers. Does nothing when it runs. */
    void start();

    /** Stops it in good order; data is kept. */
    void stop();

    /** Ends it at once, as a crash would; data is kept. */
    void kill();

    boolean isRunning();

    /** Stops it and removes its temporary folder, if it made one. */
    @Override
    void close();
}
