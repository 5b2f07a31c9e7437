package dev.mevsdk.transport.ingest;

import java.time.Duration;
import java.util.List;

/** Told what a consumer does, for metrics. Called on the consumer's thread: must return at once and not throw. */
public interface IngestObserver {
    IngestObserver NONE = new IngestObserver() {};

    /** Records were mapped and handed on: published, or stored and committed. */
    default void onEvents(int count) {}

    /** With {@link #onEvents}: the time from the append in Kafka until now, of the oldest record handed on. */
    default void onDelay(Duration oldest) {}

    /** Now and then: how many records are in each partition assigned to this consumer that it has not read. */
    default void onLag(List<PartitionLag> lags) {}

    default void onRejected(String topic, RejectReason reason) {}

    /** Kafka deleted records (by its retention) before they were stored: they are gone. */
    default void onLost(String topic, int partition, long records) {}

    /** Storing (or dead-lettering) failed; it will be tried again. */
    default void onRetry() {}

    default void onStatus(IngestStatus status) {}
}
