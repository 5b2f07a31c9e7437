package dev.mevsdk.transport.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.proto.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a consumer publishes, stores and refuses. */
class EventConsumerIT {
    private static IngestBroker broker;

    private final StoredEvents stored = new StoredEvents();

    @BeforeAll
    static void startKafka() {
        broker = new IngestBroker();
    }

    @AfterAll
    static void stopKafka() {
        broker.close();
    }

    @Test
    void liveStartsAtTheEnd_andPublishesBothForms() throws Exception {
        broker.send(Topics.SANDWICH_DECISIONS, IngestBroker.decision(1), null);
        Queue<Envelope> published = new ConcurrentLinkedQueue<>();
        try (EventConsumer live = EventConsumer.live(broker.config(), published::add, stored.observer)) {
            live.start();
            IngestBroker.awaitReady(live);
            broker.send(Topics.SANDWICH_DECISIONS, IngestBroker.decision(2), null);
            byte[] envelope = Envelope.newBuilder()
                    .setOutcome(dev.mevsdk.proto.BundleOutcome.newBuilder().setBundleId("b"))
                    .build()
                    .toByteArray();
            broker.send(Topics.BUNDLE_OUTCOMES, envelope, Topics.PROTOBUF);
            await().atMost(IngestBroker.LIMIT).until(() -> published.size() == 2);
        }
        assertThat(published)
                .anySatisfy(event -> assertThat(event.getMev().getSlot()).isEqualTo(2))
                .anySatisfy(
                        event -> assertThat(event.getOutcome().getBundleId()).isEqualTo("b"));
    }

    @Test
    void rejectedRecordsAreDeadLettered_withTheirBytesAndReason() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> garbage = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[1 + random.nextInt(300)];
            random.nextBytes(bytes);
            bytes[0] = 'x';
            garbage.add(bytes);
        }
        String topic = Topics.ARBITRAGE_DECISIONS;
        try (EventConsumer ingest = EventConsumer.ingest(broker.config(), stored::store, stored.observer)) {
            ingest.start();
            for (byte[] bytes : garbage) {
                broker.send(topic, bytes, null);
            }
            broker.send(topic, IngestBroker.decision(5), null);
            await().atMost(IngestBroker.LIMIT).until(() -> stored.slots().contains(5L));
        }
        List<ConsumerRecord<byte[], byte[]>> letters = broker.readAll(Topics.rejectedOf(topic));
        assertThat(letters).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(garbage.size());
        assertThat(letters.stream().map(ConsumerRecord::value)).containsAll(garbage);
        assertThat(letters).allSatisfy(letter -> assertThat(
                        letter.headers().lastHeader("reject-reason").value())
                .isEqualTo("NOT_JSON".getBytes(UTF_8)));
        assertThat(stored.rejected).contains(RejectReason.NOT_JSON).hasSize(garbage.size());
    }

    @Test
    void kafkaAwayAtStartIsSaid_andTheConsumerCloses() {
        EventConsumerConfig config = new EventConsumerConfig(
                KafkaConnection.of("127.0.0.1:1"),
                EventConsumerConfig.DEFAULT_TOPICS,
                "g",
                10,
                Duration.ofMillis(200),
                Duration.ofMillis(50));
        EventConsumer live = EventConsumer.live(config, event -> {}, stored.observer);
        live.start();
        await().atMost(IngestBroker.LIMIT).until(() -> live.status().state() == IngestStatus.State.KAFKA_AWAY);
        live.close();
        assertThat(live.status().state()).isEqualTo(IngestStatus.State.STOPPED);
    }
}
