package dev.mevsdk.demo;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.proto.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic as somebody else's consumer sees it. For one thread. */
final class Topic implements AutoCloseable {
    /** @param appendedAtMillis by the broker's clock, where the topic is set so */
    record Seen(Envelope event, long appendedAtMillis) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<Seen> events = new ArrayList<>();
    private long others;

    private Topic(String kafka, String name) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka, "enable.metrics.push", false);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(name).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
    }

    static Topic fromStart(String kafka, String name) {
        Topic topic = new Topic(kafka, name);
        topic.consumer.seekToBeginning(topic.partitions);
        return topic;
    }

    static Topic fromNow(String kafka, String name) {
        Topic topic = new Topic(kafka, name);
        topic.consumer.seekToEnd(topic.partitions);
        topic.partitions.forEach(topic.consumer::position);
        return topic;
    }

    /** All protobuf events from where it began to the end of this moment. */
    List<Seen> events() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
            consumer.poll(Duration.ofMillis(200)).forEach(this::keep);
        }
        return List.copyOf(events);
    }

    /** Records in another form than protobuf, up to the end of this moment. */
    long others() {
        events();
        return others;
    }

    /** Records in the topic up to now. */
    long end() {
        return consumer.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void keep(ConsumerRecord<byte[], byte[]> record) {
        if (record.headers().lastHeader(Topics.CONTENT_TYPE_HEADER) == null) {
            others++;
            return;
        }
        try {
            events.add(new Seen(Envelope.parseFrom(record.value()), record.timestamp()));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
