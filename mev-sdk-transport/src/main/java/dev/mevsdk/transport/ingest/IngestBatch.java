package dev.mevsdk.transport.ingest;

import dev.mevsdk.core.event.SourcedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** What one poll brought, sorted into good and bad. */
record IngestBatch(
        List<SourcedEvent> events, List<Letter> rejected, Map<TopicPartition, Long> nextOffsets, long oldestMillis) {
    record Letter(ConsumerRecord<byte[], byte[]> record, RejectReason reason, String field) {
        String topic() {
            return record.topic();
        }
    }

    static IngestBatch of(ConsumerRecords<byte[], byte[]> records) {
        List<SourcedEvent> events = new ArrayList<>(records.count());
        List<Letter> rejected = new ArrayList<>();
        Map<TopicPartition, Long> nextOffsets = new HashMap<>();
        long oldestMillis = Long.MAX_VALUE;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Mapped mapped = DecisionMapper.map(KafkaRecords.incoming(record));
            if (mapped instanceof Mapped.Event event) {
                events.add(new SourcedEvent(
                        record.topic(), record.partition(), record.offset(), record.timestamp(), event.envelope()));
            } else if (mapped instanceof Mapped.Rejected bad) {
                rejected.add(new Letter(record, bad.reason(), bad.field()));
            }
            nextOffsets.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            oldestMillis = Math.min(oldestMillis, record.timestamp());
        }
        return new IngestBatch(List.copyOf(events), List.copyOf(rejected), nextOffsets, oldestMillis);
    }

    IngestBatch withoutRejected() {
        return new IngestBatch(events, List.of(), nextOffsets, oldestMillis);
    }

    /** Since the append of its oldest record; zero where clocks differ. */
    Duration oldestAge() {
        return Duration.ofMillis(Math.max(0, System.currentTimeMillis() - oldestMillis));
    }

    boolean isEmpty() {
        return nextOffsets.isEmpty();
    }
}
