package dev.mevsdk.transport.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.core.event.SourcedEvent;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.proto.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventConsumerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final AtomicInteger GROUPS = new AtomicInteger();
    private static final EmbeddedKafka KAFKA = EmbeddedKafka.create();
    private static KafkaProducer<byte[], byte[]> producer;

    private final Map<String, SourcedEvent> stored = new ConcurrentHashMap<>();
    private final AtomicBoolean storeAway = new AtomicBoolean();
    private final AtomicInteger retries = new AtomicInteger();
    private final Queue<RejectReason> rejected = new ConcurrentLinkedQueue<>();
    private final IngestObserver observer = new IngestObserver() {
        @Override
        public void onRejected(String topic, RejectReason reason) {
            rejected.add(reason);
        }

        @Override
        public void onRetry() {
            retries.incrementAndGet();
        }
    };

    @BeforeAll
    static void startKafka() {
        KAFKA.start();
        producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers",
                KAFKA.address(),
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class,
                "acks",
                "all"));
    }

    @AfterAll
    static void stopKafka() {
        producer.close(Duration.ofSeconds(5));
        KAFKA.close();
    }

    @Test
    void liveStartsAtTheEnd_andPublishesBothForms() throws Exception {
        send(Topics.SANDWICH_DECISIONS, decision(1), null);
        Queue<Envelope> published = new ConcurrentLinkedQueue<>();
        try (EventConsumer live = EventConsumer.live(config(), published::add, observer)) {
            live.start();
            awaitReady(live);
            send(Topics.SANDWICH_DECISIONS, decision(2), null);
            byte[] envelope = Envelope.newBuilder()
                    .setOutcome(dev.mevsdk.proto.BundleOutcome.newBuilder().setBundleId("b"))
                    .build()
                    .toByteArray();
            send(Topics.BUNDLE_OUTCOMES, envelope, Topics.PROTOBUF);
            await().atMost(LIMIT).until(() -> published.size() == 2);
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
        try (EventConsumer ingest = EventConsumer.ingest(config(), this::store, observer)) {
            ingest.start();
            for (byte[] bytes : garbage) {
                send(topic, bytes, null);
            }
            send(topic, decision(5), null);
            await().atMost(LIMIT).until(() -> stored.values().stream().anyMatch(event -> slot(event) == 5));
        }
        List<ConsumerRecord<byte[], byte[]>> letters = readAll(Topics.rejectedOf(topic));
        assertThat(letters).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(garbage.size());
        assertThat(letters.stream().map(ConsumerRecord::value)).containsAll(garbage);
        assertThat(letters).allSatisfy(letter -> assertThat(
                        letter.headers().lastHeader("reject-reason").value())
                .isEqualTo("NOT_JSON".getBytes(UTF_8)));
        assertThat(rejected).contains(RejectReason.NOT_JSON).hasSize(garbage.size());
    }

    @Test
    void nothingIsLost_whenTheStoreIsAwayAndTheBrokerIsKilled() throws Exception {
        Set<Long> sent = ConcurrentHashMap.newKeySet();
        EventConsumerConfig config = config();
        try (EventConsumer ingest = EventConsumer.ingest(config, this::store, observer)) {
            ingest.start();
            sendSlots(sent, 1_000, 1_500);
            await().atMost(LIMIT).until(() -> storedSlots().containsAll(sent));

            storeAway.set(true);
            sendSlots(sent, 1_500, 2_000);
            await().atMost(LIMIT).until(() -> ingest.status().state() == IngestStatus.State.STORE_AWAY);
            await().atMost(LIMIT).until(() -> retries.get() >= 2);
            assertThat(ingest.status().detail()).contains("store is away");

            KAFKA.kill();
            await().atMost(LIMIT).until(() -> ingest.status().state() == IngestStatus.State.KAFKA_AWAY);
            assertThat(ingest.status().detail()).contains(KAFKA.address());
            storeAway.set(false);
            KAFKA.start();
            sendSlots(sent, 2_000, 2_500);
            await().atMost(LIMIT).until(() -> storedSlots().containsAll(sent));
            awaitReady(ingest);
        }
        stored.clear();
        try (EventConsumer again = EventConsumer.ingest(config, this::store, observer)) {
            again.start();
            send(Topics.SANDWICH_DECISIONS, decision(9_999), null);
            await().atMost(LIMIT).until(() -> storedSlots().contains(9_999L));
        }
        assertThat(stored.size()).as("committed offsets are not read again").isLessThan(600);
    }

    @Test
    void nothingIsLost_whenTheStoreComesBackWhileTheBrokerRunsOn() throws Exception {
        Set<Long> sent = ConcurrentHashMap.newKeySet();
        try (EventConsumer ingest = EventConsumer.ingest(config(), this::store, observer)) {
            ingest.start();
            sendSlots(sent, 3_000, 3_100);
            await().atMost(LIMIT).until(() -> storedSlots().containsAll(sent));
            int before = retries.get();

            storeAway.set(true);
            sendSlots(sent, 3_100, 3_400);
            await().atMost(LIMIT).until(() -> retries.get() > before);
            storeAway.set(false);

            sendSlots(sent, 3_400, 3_500);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(storedSlots()).containsAll(sent));
        }
    }

    @Test
    void recordsThatKafkaDeletedUnreadAreSaidToBeLost_andTheRestIsStored() throws Exception {
        String topic = Topics.ARBITRAGE_DECISIONS;
        EventConsumerConfig config = new EventConsumerConfig(
                KafkaConnection.of(KAFKA.address()),
                List.of(topic),
                "it-" + GROUPS.incrementAndGet(),
                300,
                Duration.ofMillis(300),
                Duration.ofMillis(50));
        AtomicLong lost = new AtomicLong();
        IngestObserver counting = new IngestObserver() {
            @Override
            public void onLost(String name, int partition, long records) {
                lost.addAndGet(records);
            }
        };
        for (long slot = 5_000; slot < 5_010; slot++) {
            send(topic, decision(slot), null);
        }
        try (EventConsumer ingest = EventConsumer.ingest(config, this::store, counting)) {
            ingest.start();
            await().atMost(LIMIT).until(() -> storedSlots().contains(5_009L));
        }
        for (long slot = 5_010; slot < 5_030; slot++) {
            send(topic, decision(slot), null);
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.address()))) {
            TopicPartition partition = new TopicPartition(topic, 0);
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end - 8)))
                    .all()
                    .get();
        }
        try (EventConsumer again = EventConsumer.ingest(config, this::store, counting)) {
            again.start();
            await().atMost(LIMIT).until(() -> storedSlots().contains(5_029L));
        }
        assertThat(lost).hasValue(12);
        assertThat(storedSlots()).contains(5_022L).doesNotContain(5_015L);
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
        EventConsumer live = EventConsumer.live(config, event -> {}, observer);
        live.start();
        await().atMost(LIMIT).until(() -> live.status().state() == IngestStatus.State.KAFKA_AWAY);
        live.close();
        assertThat(live.status().state()).isEqualTo(IngestStatus.State.STOPPED);
    }

    private void store(List<SourcedEvent> events) {
        if (storeAway.get()) {
            throw MevException.retryable("the store is away", null);
        }
        events.forEach(event -> stored.put(event.topic() + event.partition() + ":" + event.offset(), event));
    }

    private Set<Long> storedSlots() {
        Set<Long> slots = ConcurrentHashMap.newKeySet();
        stored.values().forEach(event -> slots.add(slot(event)));
        return slots;
    }

    private static long slot(SourcedEvent event) {
        return event.event().hasMev()
                ? event.event().getMev().getSlot()
                : event.event().getArb().getSlot();
    }

    private static void sendSlots(Set<Long> sent, long from, long to) throws Exception {
        for (long slot = from; slot < to; slot++) {
            producer.send(new ProducerRecord<>(Topics.SANDWICH_DECISIONS, decision(slot)));
            sent.add(slot);
        }
        producer.flush();
    }

    private static byte[] decision(long slot) {
        return ("{\"slot\":" + slot + ",\"net_sol\":0.1}").getBytes(UTF_8);
    }

    private static void send(String topic, byte[] value, String contentType)
            throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, value);
        if (contentType != null) {
            record.headers().add(Topics.CONTENT_TYPE_HEADER, contentType.getBytes(UTF_8));
        }
        producer.send(record).get();
    }

    private static EventConsumerConfig config() {
        return new EventConsumerConfig(
                KafkaConnection.of(KAFKA.address()),
                EventConsumerConfig.DEFAULT_TOPICS,
                "it-" + GROUPS.incrementAndGet(),
                300,
                Duration.ofMillis(300),
                Duration.ofMillis(50));
    }

    private static void awaitReady(EventConsumer consumer) {
        await().atMost(LIMIT).until(() -> consumer.status().isReady());
    }

    private static List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers", KAFKA.address(),
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
}
