package dev.mevsdk.transport.ingest;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Polls a group's consumer, and says so when Kafka deleted records before they were read: an ingest that was away for
 * longer than the topic's retention must not go on as if nothing had happened.
 */
final class GapWatch {
    private static final System.Logger LOG = System.getLogger(EventConsumer.class.getName());

    private final IngestObserver observer;

    GapWatch(IngestObserver observer) {
        this.observer = observer;
    }

    ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer, Duration wait) {
        try {
            return consumer.poll(wait);
        } catch (NoOffsetForPartitionException e) {
            // The group is new to these partitions: everything there is, is new.
            consumer.seekToBeginning(e.partitions());
        } catch (OffsetOutOfRangeException e) {
            skip(consumer, e.offsetOutOfRangePartitions());
        }
        return ConsumerRecords.empty();
    }

    private void skip(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> positions) {
        consumer.beginningOffsets(positions.keySet()).forEach((partition, beginning) -> {
            long position = positions.getOrDefault(partition, beginning);
            if (beginning > position) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "lost records={0} topic={1} partition={2}: deleted by the topic's retention before they were"
                                + " stored; raise retention.ms above the longest outage",
                        Long.toString(beginning - position),
                        partition.topic(),
                        partition.partition());
                observer.onLost(partition.topic(), partition.partition(), beginning - position);
            }
            // Behind the end means that the log was cut or the topic made anew: it is read from its start.
            consumer.seek(partition, beginning);
        });
    }
}
