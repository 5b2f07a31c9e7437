package dev.mevsdk.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.proto.market.MarketEvent;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads `market-events` from its end on, on a thread of its own: the past is not to be decided on. */
final class MarketReader implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MarketReader.class.getName());
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long JOIN_MILLIS = 10_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Decider decider;
    private final AgentFigures figures;
    private final Thread thread;
    private volatile boolean closed;
    private boolean assigned;
    private boolean away;

    MarketReader(KafkaConnection kafka, String agentId, Decider decider, AgentFigures figures) {
        this.decider = decider;
        this.figures = figures;
        Map<String, Object> settings = kafka.properties();
        settings.put("client.id", agentId + "-market");
        settings.put("auto.offset.reset", "latest");
        settings.put("enable.auto.commit", false);
        settings.put("default.api.timeout.ms", 2_000);
        settings.put("reconnect.backoff.max.ms", 500);
        settings.put("enable.metrics.push", false);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.thread = new Thread(this::run, "agent-market-" + agentId);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                poll();
            }
        } catch (WakeupException e) {
            LOG.log(Level.DEBUG, "The market reader ends");
        }
    }

    private void poll() {
        try {
            if (!assigned && !assign()) {
                // The topic is not there yet.
                LockSupport.parkNanos(POLL.toNanos());
                return;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                read(record);
            }
            figures.marketLag = lag();
            away = false;
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            figures.marketLag = AgentFigures.UNKNOWN;
            if (!away) {
                LOG.log(Level.WARNING, "Kafka does not answer for market-events, trying again: {0}", e.getMessage());
                away = true;
            }
        }
    }

    private boolean assign() {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.MARKET_EVENTS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (!partitions.isEmpty()) {
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            assigned = true;
        }
        return assigned;
    }

    /** By what the broker said with the last records: asks nobody. */
    private long lag() {
        long records = 0;
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong lag = consumer.currentLag(partition);
            if (lag.isEmpty()) {
                return AgentFigures.UNKNOWN;
            }
            records += lag.getAsLong();
        }
        return records;
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() != null) {
                decider.on(MarketEvent.parseFrom(record.value()), record.timestamp());
            }
        } catch (InvalidProtocolBufferException e) {
            figures.unreadable.increment();
        } catch (RuntimeException e) {
            // One event that can't be decided on must not end the agent.
            figures.failed.increment();
            LOG.log(Level.DEBUG, "No decision on the event at offset {0}: {1}", record.offset(), e.toString());
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
