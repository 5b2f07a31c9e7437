package dev.mevsdk.benchmarks;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlRequest;
import dev.mevsdk.transport.control.ControlService;
import dev.mevsdk.transport.control.ControlServiceConfig;
import dev.mevsdk.transport.control.KafkaControlConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Agents that emit as fast as they may, started and killed over and over. Emissions go to the partition of the acks, so
 * that the broker's own order says what came first.
 */
final class KillLoad implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String MODULE = "mev";
    /** Of each agent, taken between a start and the kill that follows it, and refused between a kill and a start. */
    private static final int DECISIONS_BETWEEN = 20;

    private static final String START = "start";

    private final String kafka;
    private final ControlChannel channel;
    private final ControlService service;
    private final List<EmittingAgent> agents = new ArrayList<>();
    /** Request id -> agents that acknowledged it as applied. */
    private final Map<String, Set<String>> applied = new ConcurrentHashMap<>();

    private final Set<String> kills = new HashSet<>();
    private final KafkaProducer<byte[], byte[]> marks;

    KillLoad(String kafka, int agentCount) throws TimeoutException {
        this.kafka = kafka;
        this.channel = ControlChannel.kafka(KafkaControlConfig.of(kafka, "control-plane"));
        this.service = ControlService.open(channel, ControlServiceConfig.DEFAULT, this::onAck);
        this.marks = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer());
        until(service::isReady);
        for (int i = 0; i < agentCount; i++) {
            agents.add(new EmittingAgent(kafka, "agent-" + i, MODULE));
        }
    }

    private void onAck(Envelope event) {
        ControlAck ack = event.getAck();
        if (ack.getStatus() == ControlAck.Status.APPLIED) {
            applied.computeIfAbsent(ack.getRequestId(), id -> ConcurrentHashMap.newKeySet())
                    .add(ack.getAgentId());
        }
    }

    /** Starts all agents, lets them emit, kills them; returns the time from the call to the last agent's ack, ns. */
    long startAndKill() throws TimeoutException {
        mark();
        awaitMore(EmittingAgent::emitted, () -> post("start"));
        long from = System.nanoTime();
        String id = post("kill");
        kills.add(id);
        until(() -> applied.getOrDefault(id, Set.of()).size() == agents.size());
        long nanos = System.nanoTime() - from;
        awaitMore(EmittingAgent::refused, () -> {});
        return nanos;
    }

    /** Until the count of each agent has gone up since the action began. */
    private void awaitMore(ToLongFunction<EmittingAgent> count, Runnable action) throws TimeoutException {
        Map<EmittingAgent, Long> before = new HashMap<>();
        agents.forEach(agent -> before.put(agent, count.applyAsLong(agent)));
        action.run();
        until(() -> agents.stream()
                .allMatch(agent -> count.applyAsLong(agent) >= before.getOrDefault(agent, 0L) + DECISIONS_BETWEEN));
    }

    /** In the partition before the start is asked for: whatever is emitted after it may be. */
    private void mark() {
        byte[] mark = Envelope.newBuilder().setEventId(START).build().toByteArray();
        try {
            marks.send(new ProducerRecord<>(Topics.CONTROL_ACKS, mark)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String post(String action) {
        return service.control(ControlRequest.of(MODULE, action, new byte[0])).requestId();
    }

    long emitted() {
        return agents.stream().mapToLong(EmittingAgent::emitted).sum();
    }

    /** Emissions that stand behind their agent's ack of a kill and before the next start was asked for. */
    long emittedAfterApplied() {
        Set<String> killed = new HashSet<>();
        long late = 0;
        for (ConsumerRecord<byte[], byte[]> record : readAll(Topics.CONTROL_ACKS)) {
            Envelope event = parse(record);
            ControlAck ack = event.getAck();
            if (event.getEventId().equals(START)) {
                killed.clear();
            } else if (!event.hasAck()) {
                late += killed.contains(event.getAgentId()) ? 1 : 0;
            } else if (kills.contains(ack.getRequestId()) && ack.getStatus() == ControlAck.Status.APPLIED) {
                killed.add(ack.getAgentId());
            }
        }
        return late;
    }

    private List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
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
            throw new IllegalStateException(e);
        }
    }

    static void until(BooleanSupplier condition) throws TimeoutException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException("not within " + LIMIT);
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
    }

    @Override
    public void close() {
        agents.forEach(EmittingAgent::close);
        marks.close();
        service.close();
        channel.close();
    }
}
