package dev.mevsdk.transport.ingest;

import java.time.Duration;

/** Waits that double up to a bound. One thread. */
final class Backoff {
    private final Duration first;
    private Duration next;

    Backoff(Duration first) {
        this.first = first;
        this.next = first;
    }

    Duration next() {
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(EventConsumerConfig.MAX_BACKOFF) > 0 ? EventConsumerConfig.MAX_BACKOFF : doubled;
        return wait;
    }

    void reset() {
        next = first;
    }
}
