package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Assigns itself the partition: a consumer group could take it away. Offsets are asked for on a connection of their
 * own, since a broker answers one request of a connection at a time: behind a fetch that waits for records, a question
 * takes as long as that fetch, up to {@code fetch.max.wait.ms}, and holds up the thread that asks.
 */
final class KafkaLogReader implements LogReader {
    private static final byte[] NOTHING = {};

    private final TopicPartition partition;
    private final Duration timeout;
    private final WatchedConsumer consumer;
    private final WatchedConsumer offsets;
    private long next;

    KafkaLogReader(String topic, Map<String, Object> settings, Duration timeout) {
        this.partition = new TopicPartition(topic, 0);
        this.timeout = timeout;
        this.consumer = asking(() -> new WatchedConsumer(settings));
        try {
            this.offsets = asking(() -> new WatchedConsumer(withClientIdEnding("-offsets", settings)));
        } catch (MevException e) {
            consumer.close();
            throw e;
        }
        assign(consumer);
        // Without it Kafka's client warns of each answer; as it is never polled, it fetches nothing.
        assign(offsets);
    }

    private void assign(WatchedConsumer to) {
        to.within(timeout, it -> {
            it.assign(List.of(partition));
            return it;
        });
    }

    private static Map<String, Object> withClientIdEnding(String ending, Map<String, Object> settings) {
        Map<String, Object> own = new HashMap<>(settings);
        own.merge("client.id", ending, (id, suffix) -> id.toString() + suffix);
        return own;
    }

    @Override
    public void seek(long offset) {
        next = offset;
        consumer.within(timeout, it -> {
            it.seek(partition, offset);
            return it;
        });
    }

    @Override
    public long position() {
        return next;
    }

    @Override
    public long startOffset() {
        return asking(() -> only(offsets.within(timeout, it -> it.beginningOffsets(List.of(partition), timeout))));
    }

    @Override
    public long endOffset() {
        return asking(() -> only(offsets.within(timeout, it -> it.endOffsets(List.of(partition), timeout))));
    }

    @Override
    public List<Incoming> poll(Duration wait) {
        List<Incoming> read = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : asking(() -> records(wait))) {
            read.add(incoming(record));
            next = record.offset() + 1;
        }
        return read;
    }

    private ConsumerRecords<byte[], byte[]> records(Duration wait) {
        try {
            return consumer.within(wait, it -> it.poll(wait));
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        }
    }

    private static Incoming incoming(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        byte[] value = record.value() == null ? NOTHING : record.value();
        return new Incoming(
                record.offset(),
                record.timestamp(),
                key,
                value,
                RecordSignature.of(record.headers()),
                ContextHeaders.of(record.headers()));
    }

    private long only(Map<TopicPartition, Long> offsets) {
        Long offset = offsets.get(partition);
        if (offset == null) {
            throw MevException.retryable(partition.topic() + ": not there yet", null);
        }
        return offset;
    }

    private <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (InvalidOffsetException e) {
            throw new LogLostException(partition.topic(), next);
        } catch (KafkaException e) {
            throw MevException.retryable("Kafka does not answer for " + partition.topic(), e);
        }
    }

    @Override
    public void close() {
        try {
            consumer.close();
        } finally {
            offsets.close();
        }
    }
}
