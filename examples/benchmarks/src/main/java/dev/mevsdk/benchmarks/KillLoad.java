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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Agents that emit as fast as they may, started and killed over and over. Emissions go to the partition of the acks, so
 * that the broker's own order says what came first.
 */
final class KillLoad implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String MODULE = "mev";
    /** Of each agent, after a start and before the kill that follows it. */
    private static final int EMISSIONS_BETWEEN = 20;

    private final String kafka;
    private final ControlChannel channel;
    private final ControlService service;
    private final List<EmittingAgent> agents = new ArrayList<>();
    /** Request id -> agents that acknowledged it as applied. */
    private final Map<String, Set<String>> applied = new ConcurrentHashMap<>();

    private final Set<String> kills = new HashSet<>();
    private final Set<String> starts = new HashSet<>();

    KillLoad(String kafka, int agentCount) throws TimeoutException {
        this.kafka = kafka;
        this.channel = ControlChannel.kafka(KafkaControlConfig.of(kafka, "control-plane"));
        this.service = ControlService.open(channel, ControlServiceConfig.DEFAULT, this::onAck);
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
        long[] before = agents.stream().mapToLong(EmittingAgent::emitted).toArray();
        starts.add(post("start"));
        until(() -> {
            for (int i = 0; i < before.length; i++) {
                if (agents.get(i).emitted() < before[i] + EMISSIONS_BETWEEN) {
                    return false;
                }
            }
            return true;
        });
        long from = System.nanoTime();
        String id = post("kill");
        kills.add(id);
        until(() -> applied.getOrDefault(id, Set.of()).size() == agents.size());
        return System.nanoTime() - from;
    }

    private String post(String action) {
        return service.control(ControlRequest.of(MODULE, action, new byte[0])).requestId();
    }

    long emitted() {
        return agents.stream().mapToLong(EmittingAgent::emitted).sum();
    }

    /** Emissions that stand behind their agent's ack of a kill and before its ack of the next start. */
    long emittedAfterApplied() {
        Set<String> killed = new HashSet<>();
        long late = 0;
        for (ConsumerRecord<byte[], byte[]> record : readAll(Topics.CONTROL_ACKS)) {
            Envelope event = parse(record);
            ControlAck ack = event.getAck();
            if (!event.hasAck()) {
                late += killed.contains(event.getAgentId()) ? 1 : 0;
            } else if (starts.contains(ack.getRequestId())) {
                killed.remove(ack.getAgentId());
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
        service.close();
        channel.close();
    }
}
