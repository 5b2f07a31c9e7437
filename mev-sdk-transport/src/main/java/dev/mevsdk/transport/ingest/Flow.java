package dev.mevsdk.transport.ingest;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;

/** What one consumer does between two looks at the brokers. On the consumer's thread. */
interface Flow extends AutoCloseable {
    /** Consumer settings beside those that all share. */
    Map<String, Object> settings();

    /** A new client: nothing is assigned yet. */
    void attach(Consumer<byte[], byte[]> consumer);

    /** The brokers answered: these are their topics. */
    void onTopics(Consumer<byte[], byte[]> consumer, Map<String, List<PartitionInfo>> topics);

    /**
     * Polls once and handles what came.
     *
     * @return a status that is not of Kafka's making (STORE_AWAY), or RUNNING
     */
    IngestStatus turn(Consumer<byte[], byte[]> consumer);

    @Override
    default void close() {}
}
