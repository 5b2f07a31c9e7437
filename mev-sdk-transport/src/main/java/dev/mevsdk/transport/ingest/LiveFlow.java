package dev.mevsdk.transport.ingest;

import dev.mevsdk.core.event.EventPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Publishes what is new. Its place in each partition lives here, so that a new client goes on where the last one was. */
final class LiveFlow implements Flow {
    private static final System.Logger LOG = System.getLogger(EventConsumer.class.getName());
    private static final Duration POLL = Duration.ofMillis(200);

    private final EventConsumerConfig config;
    private final EventPublisher publisher;
    private final IngestObserver observer;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private boolean sawTopics;

    LiveFlow(EventConsumerConfig config, EventPublisher publisher, IngestObserver observer) {
        this.config = config;
        this.publisher = publisher;
        this.observer = observer;
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    }

    @Override
    public void attach(Consumer<byte[], byte[]> consumer) {
        consumer.assign(next.keySet());
        next.forEach(consumer::seek);
    }

    @Override
    public void onTopics(Consumer<byte[], byte[]> consumer, Map<String, List<PartitionInfo>> topics) {
        List<TopicPartition> added = new ArrayList<>();
        for (String topic : config.topics()) {
            for (PartitionInfo partition : topics.getOrDefault(topic, List.of())) {
                TopicPartition place = new TopicPartition(topic, partition.partition());
                if (!next.containsKey(place)) {
                    added.add(place);
                }
            }
        }
        Map<TopicPartition, Long> from = sawTopics ? consumer.beginningOffsets(added) : consumer.endOffsets(added);
        sawTopics = true;
        if (!added.isEmpty()) {
            next.putAll(from);
            attach(consumer);
        }
    }

    @Override
    public IngestStatus turn(Consumer<byte[], byte[]> consumer) {
        if (next.isEmpty()) {
            // No topic is there yet; the brokers are asked for them again and again.
            LockSupport.parkNanos(POLL.toNanos());
            return ConsumerThread.running();
        }
        int published = 0;
        long oldestMillis = Long.MAX_VALUE;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            published += publish(record);
            oldestMillis = Math.min(oldestMillis, record.timestamp());
            next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
        if (published > 0) {
            observer.onEvents(published);
            observer.onDelay(Duration.ofMillis(Math.max(0, System.currentTimeMillis() - oldestMillis)));
        }
        return ConsumerThread.running();
    }

    private int publish(ConsumerRecord<byte[], byte[]> record) {
        Mapped mapped = DecisionMapper.map(KafkaRecords.incoming(record));
        if (mapped instanceof Mapped.Rejected rejected) {
            observer.onRejected(record.topic(), rejected.reason());
            return 0;
        }
        try {
            publisher.publish(((Mapped.Event) mapped).envelope());
            return 1;
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "publish failed topic={0} partition={1} offset={2} error={3}",
                    record.topic(),
                    record.partition(),
                    Long.toString(record.offset()),
                    e.getClass().getName());
            return 0;
        }
    }
}
