package dev.mevsdk.transport.ingest;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.event.EventSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;

/** Stores, then commits. A batch that can't be stored is kept and offered again, whole, while polling goes on paused. */
final class IngestFlow implements Flow {
    private static final System.Logger LOG = System.getLogger(EventConsumer.class.getName());
    private static final Duration POLL = Duration.ofMillis(500);

    private final EventConsumerConfig config;
    private final EventSink sink;
    private final IngestObserver observer;
    private final DeadLetters deadLetters;
    private final Backoff backoff;
    private final GapWatch gaps;
    private @Nullable IngestBatch pending;

    IngestFlow(EventConsumerConfig config, EventSink sink, IngestObserver observer) {
        this.config = config;
        this.sink = sink;
        this.observer = observer;
        this.deadLetters = new DeadLetters(config.kafka());
        this.backoff = new Backoff(config.retryBackoff());
        this.gaps = new GapWatch(observer);
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                config.group(),
                // A reset would jump over deleted records without a word: see GapWatch.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                // A store likes few large batches: wait a little for them.
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                1 << 16,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                250);
    }

    /** A new client starts at the committed offsets, so what was pending comes again. */
    @Override
    public void attach(Consumer<byte[], byte[]> consumer) {
        pending = null;
        consumer.subscribe(config.topics());
    }

    @Override
    public void onTopics(Consumer<byte[], byte[]> consumer, Map<String, List<PartitionInfo>> topics) {}

    @Override
    public IngestStatus turn(Consumer<byte[], byte[]> consumer) {
        IngestBatch batch = pending;
        if (batch == null) {
            batch = IngestBatch.of(gaps.poll(consumer, POLL));
            if (batch.isEmpty()) {
                return ConsumerThread.running();
            }
            batch.rejected().forEach(letter -> observer.onRejected(letter.topic(), letter.reason()));
        } else {
            waitPaused(consumer);
        }
        IngestStatus status = store(batch);
        if (status.isReady()) {
            pending = null;
            consumer.resume(consumer.paused());
            commit(consumer, batch);
            observer.onEvents(batch.events().size());
            observer.onDelay(batch.oldestAge());
        }
        return status;
    }

    private IngestStatus store(IngestBatch batch) {
        pending = batch;
        try {
            deadLetters.send(batch.rejected());
            // They are kept now: a sink that is away for hours must not make a copy of them each time.
            pending = batch.withoutRejected();
            if (!batch.events().isEmpty()) {
                sink.store(batch.events());
            }
            backoff.reset();
            return ConsumerThread.running();
        } catch (RuntimeException e) {
            observer.onRetry();
            String cause =
                    e instanceof MevException ? e.getMessage() : e.getClass().getSimpleName();
            return new IngestStatus(IngestStatus.State.STORE_AWAY, "events are not stored yet, retrying: " + cause);
        }
    }

    /** Polling keeps the membership of the group; what a rebalance brings in meanwhile is put back. */
    private void waitPaused(Consumer<byte[], byte[]> consumer) {
        consumer.pause(consumer.assignment());
        ConsumerRecords<byte[], byte[]> early = gaps.poll(consumer, backoff.next());
        for (TopicPartition partition : early.partitions()) {
            consumer.seek(partition, early.records(partition).get(0).offset());
        }
    }

    private static void commit(Consumer<byte[], byte[]> consumer, IngestBatch batch) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        batch.nextOffsets().forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        offsets.keySet().retainAll(consumer.assignment());
        try {
            consumer.commitSync(offsets);
        } catch (CommitFailedException | RebalanceInProgressException e) {
            // Another member has these partitions now: it stores the same events again, each once.
            LOG.log(System.Logger.Level.INFO, "commit superseded by a rebalance");
        }
    }

    @Override
    public void close() {
        deadLetters.close();
    }
}
