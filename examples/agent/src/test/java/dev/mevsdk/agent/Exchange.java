package dev.mevsdk.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.market.MarketEvent;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlRequest;
import dev.mevsdk.transport.control.ControlService;
import dev.mevsdk.transport.control.ControlServiceConfig;
import dev.mevsdk.transport.control.KafkaControlConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** What surrounds agents, on a real broker: the market that they read, the control plane, and the topic they write. */
final class Exchange implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String kafka;
    private final KafkaProducer<byte[], byte[]> market;
    private final ControlChannel channel;
    private final ControlService control;
    private long warmUps;

    Exchange(String kafka) {
        this.kafka = kafka;
        createTopics();
        this.market = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer());
        this.channel = ControlChannel.kafka(KafkaControlConfig.of(kafka, "test"));
        this.control = ControlService.open(channel, ControlServiceConfig.DEFAULT, ack -> {});
        eventually(control::isReady);
    }

    /** An agent rather drops its first decisions than waits until the broker has made their topic. */
    private void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            List<String> there = List.copyOf(admin.listTopics().names().get());
            List<NewTopic> missing = Stream.of(Topics.MARKET_EVENTS, Topics.ARBITRAGE_DECISIONS)
                    .filter(topic -> !there.contains(topic))
                    .map(topic -> new NewTopic(topic, 1, (short) 1))
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(condition);
    }

    ControlService control() {
        return control;
    }

    /** Posts and waits until it is in force at the agents. Returns the policy version. */
    long command(String action, String body, Agent... agents) {
        byte[] json = body.getBytes(StandardCharsets.UTF_8);
        long version =
                control.control(ControlRequest.of("arbitrage", action, json)).policyVersion();
        for (Agent agent : agents) {
            eventually(() -> agent.gate().policy().version() >= version);
        }
        return version;
    }

    /** Returns once all agents read the market and decide; they are started already. */
    void open(Agent... agents) {
        for (Agent agent : agents) {
            eventually(() -> {
                publish(MarketEvents.floor(), MarketEvents.arbitrage("warm-" + warmUps++));
                return figure(agent, "emitted") > 0;
            });
        }
    }

    /** Acknowledged on return. */
    void publish(MarketEvent... events) {
        for (MarketEvent event : events) {
            market.send(new ProducerRecord<>(Topics.MARKET_EVENTS, event.toByteArray()));
        }
        market.flush();
    }

    /** Publishes events with ids made of the prefix, and waits until the agents have dealt with all of them. */
    void publish(String prefix, int count, Agent... agents) {
        List<Double> goals = new ArrayList<>();
        for (Agent agent : agents) {
            goals.add(figure(agent, "seen") + count);
        }
        for (int i = 0; i < count; i++) {
            market.send(new ProducerRecord<>(
                    Topics.MARKET_EVENTS, MarketEvents.arbitrage(prefix + i).toByteArray()));
        }
        market.flush();
        for (int i = 0; i < agents.length; i++) {
            Agent agent = agents[i];
            double goal = goals.get(i);
            eventually(() -> figure(agent, "seen") >= goal && settled(agent));
        }
    }

    private static boolean settled(Agent agent) {
        Map<String, Double> f = agent.figures();
        double ended = f.getOrDefault("emitted", 0.0)
                + f.getOrDefault("halted", 0.0)
                + f.getOrDefault("throttled", 0.0)
                + f.getOrDefault("below_ev_min", 0.0)
                + f.getOrDefault("not_taken_by_kafka", 0.0);
        return ended == f.getOrDefault("seen", 0.0);
    }

    static double figure(Agent agent, String name) {
        return agent.figures().getOrDefault(name, 0.0);
    }

    /** All decisions of an agent so far, in their order. */
    List<Envelope> decisions(String agentId) {
        return records().stream()
                .map(Exchange::parse)
                .filter(decision -> decision.getAgentId().equals(agentId))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records(Topics.ARBITRAGE_DECISIONS);
    }

    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
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
        return records;
    }

    private static Envelope parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Envelope.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        control.close();
        channel.close();
        market.close();
    }
}
