package dev.mevsdk.core.event;

import dev.mevsdk.proto.Envelope;

/** Takes events into the realtime feed. Thread-safe; never blocks on a slow reader. */
@FunctionalInterface
public interface EventPublisher {
    void publish(Envelope event);
}
