package dev.mevsdk.core.event;

import java.util.List;

/** Stores events durably. Called by one thread. */
public interface EventSink extends AutoCloseable {
    /**
     * Returns once all events are durable. May be called again with events it has seen (after a crash or an error):
     * each is stored once. The events of a partition come in the order of their offsets.
     *
     * @throws dev.mevsdk.core.MevException RETRYABLE when the store is away: the caller repeats the same events later
     */
    void store(List<SourcedEvent> events);

    @Override
    default void close() {}
}
