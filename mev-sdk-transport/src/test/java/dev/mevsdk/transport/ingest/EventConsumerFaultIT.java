package dev.mevsdk.transport.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing is lost, or it is said: stores and brokers that are away, records that Kafka deleted unread. */
class EventConsumerFaultIT {
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
    void nothingIsLost_whenTheStoreIsAwayAndTheBrokerIsKilled() throws Exception {
        Set<Long> sent = ConcurrentHashMap.newKeySet();
        EventConsumerConfig config = broker.config();
        try (EventConsumer ingest = EventConsumer.ingest(config, stored::store, stored.observer)) {
            ingest.start();
            broker.sendSlots(sent, 1_000, 1_500);
            await().atMost(IngestBroker.LIMIT).until(() -> stored.slots().containsAll(sent));

            stored.setAway(true);
            broker.sendSlots(sent, 1_500, 2_000);
            await().atMost(IngestBroker.LIMIT).until(() -> ingest.status().state() == IngestStatus.State.STORE_AWAY);
            await().atMost(IngestBroker.LIMIT).until(() -> stored.retries.get() >= 2);
            assertThat(ingest.status().detail()).contains("store is away");

            broker.kafka().kill();
            await().atMost(IngestBroker.LIMIT).until(() -> ingest.status().state() == IngestStatus.State.KAFKA_AWAY);
            assertThat(ingest.status().detail()).contains(broker.kafka().address());
            stored.setAway(false);
            broker.kafka().start();
            broker.sendSlots(sent, 2_000, 2_500);
            await().atMost(IngestBroker.LIMIT).until(() -> stored.slots().containsAll(sent));
            IngestBroker.awaitReady(ingest);
        }
        stored.clear();
        try (EventConsumer again = EventConsumer.ingest(config, stored::store, stored.observer)) {
            again.start();
            broker.send(Topics.SANDWICH_DECISIONS, IngestBroker.decision(9_999), null);
            await().atMost(IngestBroker.LIMIT).until(() -> stored.slots().contains(9_999L));
        }
        assertThat(stored.size()).as("committed offsets are not read again").isLessThan(600);
    }

    @Test
    void nothingIsLost_whenTheStoreComesBackWhileTheBrokerRunsOn() throws Exception {
        Set<Long> sent = ConcurrentHashMap.newKeySet();
        try (EventConsumer ingest = EventConsumer.ingest(broker.config(), stored::store, stored.observer)) {
            ingest.start();
            broker.sendSlots(sent, 3_000, 3_100);
            await().atMost(IngestBroker.LIMIT).until(() -> stored.slots().containsAll(sent));
            int before = stored.retries.get();

            stored.setAway(true);
            broker.sendSlots(sent, 3_100, 3_400);
            await().atMost(IngestBroker.LIMIT).until(() -> stored.retries.get() > before);
            stored.setAway(false);

            broker.sendSlots(sent, 3_400, 3_500);
            await().atMost(IngestBroker.LIMIT)
                    .untilAsserted(() -> assertThat(stored.slots()).containsAll(sent));
        }
    }

    @Test
    void recordsThatKafkaDeletedUnreadAreSaidToBeLost_andTheRestIsStored() throws Exception {
        String topic = Topics.ARBITRAGE_DECISIONS;
        EventConsumerConfig config = broker.config(List.of(topic));
        for (long slot = 5_000; slot < 5_010; slot++) {
            broker.send(topic, IngestBroker.decision(slot), null);
        }
        try (EventConsumer ingest = EventConsumer.ingest(config, stored::store, stored.observer)) {
            ingest.start();
            await().atMost(IngestBroker.LIMIT).until(() -> stored.slots().contains(5_009L));
        }
        for (long slot = 5_010; slot < 5_030; slot++) {
            broker.send(topic, IngestBroker.decision(slot), null);
        }
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", broker.kafka().address()))) {
            TopicPartition partition = new TopicPartition(topic, 0);
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end - 8)))
                    .all()
                    .get();
        }
        try (EventConsumer again = EventConsumer.ingest(config, stored::store, stored.observer)) {
            again.start();
            await().atMost(IngestBroker.LIMIT).until(() -> stored.slots().contains(5_029L));
        }
        assertThat(stored.lost).hasValue(12);
        assertThat(stored.slots()).contains(5_022L).doesNotContain(5_015L);
    }
}
