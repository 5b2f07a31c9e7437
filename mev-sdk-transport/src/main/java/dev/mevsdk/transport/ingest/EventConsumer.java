package dev.mevsdk.transport.ingest;

import dev.mevsdk.core.event.EventPublisher;
import dev.mevsdk.core.event.EventSink;
import java.util.List;

/**
 * Reads the decision topics on a thread of its own (`mev-ingest` or `mev-live`), which also calls the publisher, the
 * sink and the observer. Kafka may be away at start or later: the status says so, and work resumes by itself.
 */
public interface EventConsumer extends AutoCloseable {
    /**
     * The way to the screen: each new record is published at once. Starts at the topics' end and keeps its place while
     * it lives; a topic or partition that appears later is read from its beginning. Commits nothing. Rejected records
     * are counted only: the ingest path keeps them.
     */
    static EventConsumer live(EventConsumerConfig config, EventPublisher publisher, IngestObserver observer) {
        return new ConsumerThread("mev-live", config, observer, new LiveFlow(config, publisher, observer));
    }

    /**
     * The way into a store: in a consumer group, from the oldest record the group has not stored. Offsets are committed
     * only after the sink has the events and `&lt;topic&gt;.rejected` has the rejected records (original bytes, reason in the
     * header `reject-reason`). When the sink fails, the same events are offered again, with growing waits, for as long
     * as it takes: nothing is lost, and events may come twice. The sink is closed by the caller.
     */
    static EventConsumer ingest(EventConsumerConfig config, EventSink sink, IngestObserver observer) {
        return new ConsumerThread("mev-ingest", config, observer, new IngestFlow(config, sink, observer));
    }

    /** Returns at once; once only. */
    void start();

    IngestStatus status();

    /** Of each partition assigned to this consumer and read from, as it was seen last, some seconds ago at most. */
    List<PartitionLag> lags();

    /** Waits for the batch at hand, at most 10 s. */
    @Override
    void close();
}
