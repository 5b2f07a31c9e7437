package dev.mevsdk.transport.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker, and a producer to it. */
final class IngestBroker implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final AtomicInteger GROUPS = new AtomicInteger();

    private final EmbeddedKafka kafka = EmbeddedKafka.create();
    private final KafkaProducer<byte[], byte[]> producer;

    IngestBroker() {
        kafka.start();
        producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers",
                kafka.address(),
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class,
                "acks",
                "all"));
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    void sendSlots(Set<Long> sent, long from, long to) throws Exception {
        for (long slot = from; slot < to; slot++) {
            producer.send(new ProducerRecord<>(Topics.SANDWICH_DECISIONS, decision(slot)));
            sent.add(slot);
        }
        producer.flush();
    }

    static byte[] decision(long slot) {
        return ("{\"slot\":" + slot + ",\"net_sol\":0.1}").getBytes(UTF_8);
    }

    void send(String topic, byte[] value, String contentType) throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, value);
        if (contentType != null) {
            record.headers().add(Topics.CONTENT_TYPE_HEADER, contentType.getBytes(UTF_8));
        }
        producer.send(record).get();
    }

    EventConsumerConfig config() {
        return config(EventConsumerConfig.DEFAULT_TOPICS);
    }

    /** Of a group of its own. */
    EventConsumerConfig config(List<String> topics) {
        return new EventConsumerConfig(
                KafkaConnection.of(kafka.address()),
                topics,
                "it-" + GROUPS.incrementAndGet(),
                300,
                Duration.ofMillis(300),
                Duration.ofMillis(50));
    }

    static void awaitReady(EventConsumer consumer) {
        await().atMost(LIMIT).until(() -> consumer.status().isReady());
    }

    List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers", kafka.address(),
                "key.deserializer", ByteArrayDeserializer.class,
                "value.deserializer", ByteArrayDeserializer.class))) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
            return all;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        kafka.close();
    }
}
