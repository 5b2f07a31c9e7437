package dev.mevsdk.transport.ingest;

/** Told what a consumer does, for metrics. Called on the consumer's thread: must return at once and not throw. */
public interface IngestObserver {
    IngestObserver NONE = new IngestObserver() {};

    /** Records were mapped and handed on: published, or stored and committed. */
    default void onEvents(int count) {}

    default void onRejected(String topic, RejectReason reason) {}

    /** Kafka deleted records (by its retention) before they were stored: they are gone. */
    default void onLost(String topic, int partition, long records) {}

    /** Storing (or dead-lettering) failed; it will be tried again. */
    default void onRetry() {}

    default void onStatus(IngestStatus status) {}
}
