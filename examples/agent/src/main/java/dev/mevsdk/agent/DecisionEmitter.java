package dev.mevsdk.agent;

import dev.mevsdk.core.Topics;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.proto.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends decisions. The caller is told when the broker has one, or never will: until then it is in flight, and a kill
 * waits for it.
 */
final class DecisionEmitter implements AutoCloseable {
    private static final Header PROTOBUF =
            new RecordHeader(Topics.CONTENT_TYPE_HEADER, Topics.PROTOBUF.getBytes(StandardCharsets.UTF_8));

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    DecisionEmitter(KafkaConnection kafka, String agentId, String module) {
        this.topic = module.equals("mev") ? Topics.SANDWICH_DECISIONS : Topics.ARBITRAGE_DECISIONS;
        Map<String, Object> settings = kafka.properties();
        settings.put("client.id", agentId + "-decisions");
        settings.put("linger.ms", 0);
        // A decision is worthless soon: rather none than a late one, and a kill must not wait for long.
        settings.put("max.block.ms", 500);
        settings.put("request.timeout.ms", 1_500);
        settings.put("delivery.timeout.ms", 3_000);
        settings.put("enable.metrics.push", false);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @param done called exactly once, on any thread: true when the broker has the decision */
    void emit(Envelope decision, Done done) {
        byte[] key = decision.getEventId().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, decision.toByteArray());
        record.headers().add(PROTOBUF);
        try {
            producer.send(record, (metadata, error) -> done.ended(error == null));
        } catch (KafkaException | IllegalStateException e) {
            done.ended(false);
        }
    }

    interface Done {
        void ended(boolean taken);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(3));
    }
}
