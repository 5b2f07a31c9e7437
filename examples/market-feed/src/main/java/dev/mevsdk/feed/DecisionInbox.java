package dev.mevsdk.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.proto.Envelope;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the agents' live decisions and keeps them as bids for the next slot. */
final class DecisionInbox implements AutoCloseable {
    private static final Logger LOG = System.getLogger(DecisionInbox.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread reader = new Thread(this::read, "market-inbox");
    private final List<Bid> bids = new ArrayList<>();
    private volatile boolean closed;

    DecisionInbox(KafkaConnection kafka) {
        Map<String, Object> config = kafka.properties();
        config.put("group.id", "market-feed");
        config.put("auto.offset.reset", "latest");
        config.put("enable.auto.commit", false);
        config.put("metadata.max.age.ms", 2_000);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void start() {
        reader.start();
    }

    /** The bids since the last call. */
    synchronized List<Bid> take() {
        List<Bid> taken = List.copyOf(bids);
        bids.clear();
        return taken;
    }

    private void read() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.ARBITRAGE_DECISIONS, Topics.SANDWICH_DECISIONS));
            while (!closed) {
                poll();
            }
        } catch (WakeupException e) {
            // close() was called.
        }
    }

    private void poll() {
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                bidOf(record).ifPresent(this::add);
            }
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.log(Level.WARNING, "Kafka does not answer, trying again: {0}", e.toString());
        }
    }

    private synchronized void add(Bid bid) {
        bids.add(bid);
    }

    /** Only agents' envelopes bid; a replayed or labelled JSON record is somebody's past. */
    private static Optional<Bid> bidOf(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null || record.headers().lastHeader(Topics.CONTENT_TYPE_HEADER) == null) {
            return Optional.empty();
        }
        try {
            Envelope envelope = Envelope.parseFrom(record.value());
            return switch (envelope.getPayloadCase()) {
                case ARB -> bid(envelope, envelope.getArb().getRaw().toByteArray(), "arbitrage");
                case MEV -> bid(envelope, envelope.getMev().getRaw().toByteArray(), "mev");
                default -> Optional.empty();
            };
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static Optional<Bid> bid(Envelope envelope, byte[] raw, String module) {
        try {
            JsonNode json = JSON.readTree(raw);
            String target = module.equals("mev")
                    ? json.at("/victims/0/signature").asText()
                    : json.at("/legs/0/pool").asText() + ">"
                            + json.at("/legs/1/pool").asText();
            String bundle = envelope.hasMev()
                    ? envelope.getMev().getBundleId()
                    : json.path("bundle_id").asText();
            if (bundle.isEmpty()) {
                bundle = envelope.getEventId();
            }
            long tip = json.path("tip_lamports").asLong();
            double input = json.at("/market/input_lamports").asDouble();
            return Optional.of(new Bid(bundle, target, tip, input, module, envelope.getAgentId()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            reader.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
