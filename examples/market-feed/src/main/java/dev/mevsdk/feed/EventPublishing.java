package dev.mevsdk.feed;

import dev.mevsdk.core.Topics;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.market.MarketEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the feed's records. Thread-safe; a send blocks only while the producer's buffer is full. */
final class EventPublishing implements AutoCloseable {
    private static final byte[] PROTOBUF = Topics.PROTOBUF.getBytes(StandardCharsets.US_ASCII);

    private final KafkaProducer<byte[], byte[]> producer;

    EventPublishing(KafkaConnection kafka) {
        Map<String, Object> config = kafka.properties();
        config.put("acks", "all");
        config.put("linger.ms", 5);
        config.put("compression.type", "zstd");
        config.put("client.id", "market-feed");
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void marketEvent(MarketEvent event) {
        sendProtobuf(Topics.MARKET_EVENTS, event.toByteArray());
    }

    /** In the name of the agent whose bid it was. */
    void outcome(BundleOutcome outcome, Bid bid) {
        Envelope envelope = Envelope.newBuilder()
                .setType(Envelope.Type.OUTCOME)
                .setOutcome(outcome)
                .setEventId(outcome.getBundleId() + ":" + outcome.getStatus())
                .setEmittedAtNs(nowNanos())
                .setModule(bid.module())
                .setAgentId(bid.agentId())
                .build();
        sendProtobuf(Topics.BUNDLE_OUTCOMES, envelope.toByteArray());
    }

    /** A JSON record with a time of its own, ms since the epoch. */
    void json(String topic, byte[] json, long timestampMillis) {
        producer.send(new ProducerRecord<>(topic, null, timestampMillis, null, json));
    }

    void flush() {
        producer.flush();
    }

    static long nowNanos() {
        return System.currentTimeMillis() * 1_000_000L;
    }

    private void sendProtobuf(String topic, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, value);
        Headers headers = record.headers();
        headers.add(Topics.CONTENT_TYPE_HEADER, PROTOBUF);
        producer.send(record);
    }

    @Override
    public void close() {
        producer.close();
    }
}
