package dev.mevsdk.transport.hub;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.event.EventPublisher;
import dev.mevsdk.proto.Envelope;
import java.util.Optional;

/**
 * The realtime feed: gives each event its place, gathers events into windows, encodes and compresses each window once
 * per cohort (clients of the same mode, compression and filter), and lets each client follow at its own pace. A client
 * that falls behind skips to the newest window and is told exactly how many events it missed; it slows down nobody.
 *
 * <p>Thread-safe. Runs one sequencer thread and a small encoder pool; clients are served on the lanes of their
 * channels.
 */
public interface Hub extends EventPublisher, AutoCloseable {
    static Hub create(HubConfig config) {
        return create(config, HubObserver.NONE);
    }

    static Hub create(HubConfig config, HubObserver observer) {
        return new CohortHub(config, observer);
    }

    /**
     * Puts an event into the feed. Never waits for a reader; waits for the hub's own encoders once tens of thousands of
     * events are queued before them.
     *
     * @throws MevException FATAL after the close
     */
    @Override
    void publish(Envelope event);

    /** Names this hub's life. Sequence numbers compare only within it. */
    String epoch();

    /**
     * Adds a client. It gets a welcome, then a snapshot of the last values (or the windows after {@code since}), then
     * the windows.
     *
     * @throws MevException RETRYABLE when the hub is full or closing
     */
    FeedClient connect(FeedQuery query, ClientChannel channel);

    /** Why {@link #connect} would refuse now; empty when it would not. */
    Optional<String> refusal(FeedQuery query);

    /**
     * Delivers what was published, sends the clients away over {@link HubConfig#goingAwaySpread()}, then frees all.
     * Blocks for that time.
     */
    @Override
    void close();
}
