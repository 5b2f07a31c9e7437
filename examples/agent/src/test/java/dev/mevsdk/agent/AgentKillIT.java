package dev.mevsdk.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlRequest;
import dev.mevsdk.transport.control.ControlService;
import dev.mevsdk.transport.control.ControlServiceConfig;
import dev.mevsdk.transport.control.KafkaControlConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import dev.mevsdk.transport.control.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The demo's promise, seen at the topic: after the broker has the ack of a kill, it gets no decision any more. */
@ExtendWith(EmbeddedServicesExtension.class)
class AgentKillIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int KILLS = 3;

    private final String kafka;
    private final AtomicBoolean loading = new AtomicBoolean(true);
    private final List<Envelope> acks = new CopyOnWriteArrayList<>();

    AgentKillIT(EmbeddedKafka kafka) {
        this.kafka = kafka.address();
    }

    @Test
    void killStopsEmissionsUnderLoad() throws Exception {
        createTopicsWithTheBrokersClock();
        ListenerConfig control =
                ListenerConfig.of("agent-1", "arbitrage").withLease(Duration.ofSeconds(10), Duration.ofSeconds(1));
        Thread load = new Thread(this::publishMarket);
        try (ControlChannel channel = ControlChannel.kafka(KafkaControlConfig.of(kafka, "test"));
                ControlService service = ControlService.open(channel, ControlServiceConfig.DEFAULT, acks::add);
                Agent agent = Agent.start(AgentConfig.of(kafka, control))) {
            eventually(service::isReady);
            load.start();
            for (int i = 0; i < KILLS; i++) {
                double before = emitted(agent);
                post(service, "start");
                eventually(() -> emitted(agent) > before + 200);
                String kill = post(service, "kill");
                eventually(() -> applied(kill));
                double seen = agent.figures().getOrDefault("seen", 0.0);
                eventually(() -> agent.figures().getOrDefault("seen", 0.0) > seen + 200);
                assertThat(agent.gate().policy().state()).isEqualTo(Policy.State.KILLED);
            }
            System.out.println("agent under load: " + agent.figures());
        } finally {
            loading.set(false);
            load.join();
        }
        assertNothingAfterTheAcks();
    }

    private void createTopicsWithTheBrokersClock() throws Exception {
        Map<String, String> clock = Map.of("message.timestamp.type", "LogAppendTime");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            // The broker is shared: other tests may have made them with the producers' clock.
            List<String> old = List.copyOf(admin.listTopics().names().get());
            admin.deleteTopics(old).all().get();
            eventually(() -> admin.listTopics().names().get().isEmpty());
            admin.createTopics(List.of(
                            new NewTopic(Topics.ARBITRAGE_DECISIONS, 1, (short) 1).configs(clock),
                            new NewTopic(Topics.CONTROL_ACKS, 1, (short) 1).configs(clock),
                            new NewTopic(Topics.CONTROL_COMMANDS, 1, (short) 1).configs(clock),
                            new NewTopic(Topics.MARKET_EVENTS, 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private void publishMarket() {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka, "linger.ms", 1, "buffer.memory", 1 << 20);
        AtomicLong inFlight = new AtomicLong();
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; loading.get(); i++) {
                while (inFlight.get() > 200) {
                    Thread.onSpinWait();
                }
                var event = i % 100 == 0 ? MarketEvents.floor() : MarketEvents.arbitrage("e" + i);
                inFlight.incrementAndGet();
                producer.send(
                        new ProducerRecord<>(Topics.MARKET_EVENTS, event.toByteArray()),
                        (metadata, error) -> inFlight.decrementAndGet());
            }
        }
    }

    private void assertNothingAfterTheAcks() {
        List<ConsumerRecord<byte[], byte[]>> decisions = readAll(Topics.ARBITRAGE_DECISIONS);
        assertThat(decisions).isNotEmpty();
        long killedSince = Long.MAX_VALUE;
        int windows = 0;
        List<long[]> killed = new CopyOnWriteArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : readAll(Topics.CONTROL_ACKS)) {
            ControlAck ack = parse(record).getAck();
            if (ack.getStatus() != ControlAck.Status.APPLIED) {
                if (killedSince != Long.MAX_VALUE) {
                    killed.add(new long[] {killedSince, record.timestamp()});
                    killedSince = Long.MAX_VALUE;
                }
            } else if (killIds.contains(ack.getRequestId())) {
                killedSince = record.timestamp();
                windows++;
            }
        }
        killed.add(new long[] {killedSince, Long.MAX_VALUE});
        assertThat(windows).isEqualTo(KILLS);
        for (long[] window : killed) {
            assertThat(decisions).noneMatch(d -> d.timestamp() > window[0] && d.timestamp() < window[1]);
        }
    }

    private final List<String> killIds = new CopyOnWriteArrayList<>();

    private List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new CopyOnWriteArrayList<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return List.copyOf(records);
    }

    private static Envelope parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Envelope.parseFrom(record.value());
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private String post(ControlService service, String action) {
        String id = service.control(ControlRequest.of("arbitrage", action, new byte[0]))
                .requestId();
        if (action.equals("kill")) {
            killIds.add(id);
        }
        return id;
    }

    private boolean applied(String requestId) {
        return acks.stream()
                .map(Envelope::getAck)
                .anyMatch(ack -> ack.getRequestId().equals(requestId) && ack.getStatus() == ControlAck.Status.APPLIED);
    }

    private static double emitted(Agent agent) {
        return agent.figures().getOrDefault("emitted", 0.0);
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(condition);
    }
}
