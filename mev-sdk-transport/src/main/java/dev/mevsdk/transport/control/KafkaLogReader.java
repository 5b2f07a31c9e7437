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
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Assigns itself the partition: a consumer group could take it away. Offsets are asked for on a connection of their
 * own, since a broker answers one request of a connection at a time: behind a fetch that waits for records, a question
 * takes as long as that fetch, up to {@code fetch.max.wait.ms}, and holds up the thread that asks.
 */
final class KafkaLogReader implements LogReader {
    private static final byte[] NOTHING = {};

    private final TopicPartition partition;
    private final Duration timeout;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaConsumer<byte[], byte[]> offsets;
    private long next;

    KafkaLogReader(String topic, Map<String, Object> settings, Duration timeout) {
        this.partition = new TopicPartition(topic, 0);
        this.timeout = timeout;
        this.consumer = open(settings, "");
        this.offsets = open(settings, "-offsets");
        consumer.assign(List.of(partition));
    }

    private KafkaConsumer<byte[], byte[]> open(Map<String, Object> settings, String role) {
        Map<String, Object> own = new HashMap<>(settings);
        own.merge("client.id", role, (id, suffix) -> id.toString() + suffix);
        return asking(() -> new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    @Override
    public void seek(long offset) {
        next = offset;
        consumer.seek(partition, offset);
    }

    @Override
    public long position() {
        return next;
    }

    @Override
    public long startOffset() {
        return asking(() -> only(offsets.beginningOffsets(List.of(partition), timeout)));
    }

    @Override
    public long endOffset() {
        return asking(() -> only(offsets.endOffsets(List.of(partition), timeout)));
    }

    @Override
    public List<Incoming> poll(Duration wait) {
        List<Incoming> read = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : asking(() -> consumer.poll(wait))) {
                read.add(incoming(record));
                next = record.offset() + 1;
            }
            return read;
        } catch (WakeupException e) {
            return List.of();
        }
    }

    @Override
    public void wakeup() {
        consumer.wakeup();
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
        } catch (WakeupException e) {
            throw e;
        } catch (InvalidOffsetException e) {
            throw new LogLostException(partition.topic(), next);
        } catch (KafkaException e) {
            throw MevException.retryable("Kafka does not answer for " + partition.topic(), e);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        offsets.close(CloseOptions.timeout(Duration.ZERO));
    }
}
