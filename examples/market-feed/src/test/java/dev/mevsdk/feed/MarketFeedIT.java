package dev.mevsdk.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.market.MarketEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The market on a real broker: its past, its present, and what becomes of a bid. */
@ExtendWith(EmbeddedServicesExtension.class)
class MarketFeedIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Most opportunities go to rivals who see them first. */
    private static final Duration LANDING_LIMIT = Duration.ofMinutes(3);

    private static final int HISTORY_SLOTS = 400;

    @Test
    void historyThenLiveEventsThenTheOutcomesOfABid(EmbeddedKafka kafka) throws Exception {
        long before = System.currentTimeMillis();
        FeedConfig config =
                new FeedConfig(KafkaConnection.of(kafka.address()), 5, Duration.ofMillis(20), HISTORY_SLOTS);
        try (MarketFeed feed = MarketFeed.start(config);
                Reader events = new Reader(kafka.address(), Topics.MARKET_EVENTS);
                Reader outcomes = new Reader(kafka.address(), Topics.BUNDLE_OUTCOMES);
                KafkaProducer<byte[], byte[]> agent = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.address()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            assertThat(feed).isNotNull();
            assertHistory(kafka.address(), before);

            // An agent that bids all it could gain for each opportunity, until one of its bundles has landed.
            Optional<BundleOutcome> landed = Optional.empty();
            List<BundleOutcome> results = new ArrayList<>();
            long deadline = System.nanoTime() + LANDING_LIMIT.toNanos();
            while (landed.isEmpty() && System.nanoTime() < deadline) {
                for (MarketEvent event : events.next(MarketEvent::parseFrom)) {
                    assertThat(event.getSource()).isEqualTo("sim");
                    if (event.hasArb()) {
                        // A record without a value must not end the market's inbox.
                        agent.send(withoutValue());
                        agent.send(bid(event));
                    }
                }
                agent.flush();
                for (Envelope envelope : outcomes.next(Envelope::parseFrom)) {
                    assertThat(envelope.getAgentId()).isEqualTo("bidder-1");
                    results.add(envelope.getOutcome());
                }
                landed = results.stream()
                        .filter(outcome -> outcome.getStatus() == BundleOutcome.Status.FINALIZED)
                        .findFirst();
            }
            assertThat(landed).isPresent();
            String bundle = landed.orElseThrow().getBundleId();
            assertThat(results.stream()
                            .filter(outcome -> outcome.getBundleId().equals(bundle))
                            .map(BundleOutcome::getStatus))
                    .containsExactly(
                            BundleOutcome.Status.ACCEPTED,
                            BundleOutcome.Status.PROCESSED,
                            BundleOutcome.Status.FINALIZED);
            assertThat(landed.orElseThrow().getLanded()).isTrue();
            assertThat(landed.orElseThrow().getProfitLamports())
                    .isGreaterThanOrEqualTo(landed.orElseThrow().getTipLamports());
            assertThat(results)
                    .filteredOn(outcome -> outcome.getStatus() == BundleOutcome.Status.REJECTED)
                    .allMatch(outcome -> !outcome.getReason().isEmpty() && !outcome.getLanded());
        }
    }

    /** All of it labelled, in the past, in the order of its slots. */
    private static void assertHistory(String kafka, long before) throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (Map.Entry<String, String> topic : Map.of(
                        Topics.ARBITRAGE_DECISIONS, "label_profitable", Topics.SANDWICH_DECISIONS, "label_is_sandwich")
                .entrySet()) {
            try (Reader reader = new Reader(kafka, topic.getKey())) {
                List<JsonNode> decisions = new ArrayList<>();
                await().atMost(LIMIT).until(() -> {
                    decisions.addAll(reader.next(json::readTree));
                    return decisions.size() > 10;
                });
                assertThat(decisions)
                        .allMatch(decision -> decision.has(topic.getValue())
                                && decision.path("ts").asDouble() * 1_000
                                        <= before + HISTORY_SLOTS * MarketConfig.SLOT_MILLIS);
                assertThat(decisions.stream()
                                .map(decision -> decision.path("slot").asLong()))
                        .isSorted();
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> bid(MarketEvent event) {
        String raw = "{\"tip_lamports\":"
                + (long) (0.98
                        * (event.getArb().getGrossLamports() - event.getArb().getCostLamports()))
                + ",\"legs\":[{\"pool\":\"" + event.getArb().getLegs(0).getPool() + "\"},{\"pool\":\""
                + event.getArb().getLegs(1).getPool() + "\"}],\"market\":{\"input_lamports\":"
                + event.getArb().getInputLamports() + "}}";
        Envelope decision = Envelope.newBuilder()
                .setType(Envelope.Type.ARB)
                .setEventId("bid-" + event.getEventId())
                .setAgentId("bidder-1")
                .setArb(ArbOpportunity.newBuilder().setSlot(event.getSlot()).setRaw(ByteString.copyFromUtf8(raw)))
                .build();
        return asProtobuf(decision.toByteArray());
    }

    private static ProducerRecord<byte[], byte[]> withoutValue() {
        return asProtobuf(null);
    }

    private static ProducerRecord<byte[], byte[]> asProtobuf(byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.ARBITRAGE_DECISIONS, value);
        record.headers().add(Topics.CONTENT_TYPE_HEADER, Topics.PROTOBUF.getBytes(StandardCharsets.US_ASCII));
        return record;
    }

    /** Follows partition 0 of a topic from its start. */
    private static final class Reader implements AutoCloseable {
        interface Parser<T> {
            T parse(byte[] bytes) throws Exception;
        }

        private final KafkaConsumer<byte[], byte[]> consumer;

        Reader(String kafka, String topic) {
            consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest", "metadata.max.age.ms", 1_000),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            consumer.assign(List.of(new TopicPartition(topic, 0)));
        }

        <T> List<T> next(Parser<T> parser) throws Exception {
            List<T> found = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                found.add(parser.parse(record.value()));
            }
            return found;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
