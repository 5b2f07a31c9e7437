package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's producer may block its caller while it looks for the topic, so a thread of its own sends; the queue before
 * it is short, since a command that waits longer than the timeout is of no use.
 */
final class KafkaControlChannel extends ControlChannel {
    private static final int MAX_WAITING = 10_000;

    private final KafkaControlConfig config;
    private final ThreadPoolExecutor sender = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), KafkaControlChannel::thread);
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    KafkaControlChannel(KafkaControlConfig config) {
        this.config = config;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "mev-control-sender");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    CompletableFuture<Long> append(Outgoing record) {
        CompletableFuture<Long> offset = new CompletableFuture<>();
        try {
            sender.execute(() -> send(record, offset));
        } catch (RejectedExecutionException e) {
            offset.completeExceptionally(failed(record.topic(), e));
        }
        return offset;
    }

    private void send(Outgoing record, CompletableFuture<Long> offset) {
        try {
            producer().send(toKafka(record), (metadata, error) -> {
                if (error == null) {
                    offset.complete(metadata.offset());
                } else {
                    offset.completeExceptionally(failed(record.topic(), error));
                }
            });
        } catch (MevException e) {
            offset.completeExceptionally(e);
        } catch (KafkaException | IllegalStateException e) {
            offset.completeExceptionally(failed(record.topic(), e));
        }
    }

    private static MevException failed(String topic, Exception cause) {
        return MevException.retryable(
                "Kafka did not acknowledge the record for " + topic + " in time; whether it is in the log is open",
                cause);
    }

    private static ProducerRecord<byte[], byte[]> toKafka(Outgoing record) {
        ProducerRecord<byte[], byte[]> out =
                new ProducerRecord<>(record.topic(), 0, record.key().getBytes(StandardCharsets.UTF_8), record.value());
        if (record.protobuf()) {
            out.headers().add(Topics.CONTENT_TYPE_HEADER, Topics.PROTOBUF.getBytes(StandardCharsets.UTF_8));
        }
        if (record.signature() != null) {
            record.signature().addTo(out.headers());
        }
        ContextHeaders.add(record.context(), out.headers());
        return out;
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(producerSettings(), new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private Map<String, Object> producerSettings() {
        int millis = timeoutMillis();
        Map<String, Object> settings = settings("producer");
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("linger.ms", 0);
        settings.put("request.timeout.ms", Math.max(100, millis / 2));
        settings.put("delivery.timeout.ms", millis);
        settings.put("max.block.ms", Math.min(millis, 1000));
        return settings;
    }

    Map<String, Object> settings(String role) {
        Map<String, Object> settings = config.kafka().properties();
        settings.put("client.id", config.clientId() + "-control-" + role);
        settings.put("reconnect.backoff.ms", 50);
        settings.put("reconnect.backoff.max.ms", 500);
        settings.put("enable.metrics.push", false);
        return settings;
    }

    private int timeoutMillis() {
        return Math.toIntExact(config.requestTimeout().toMillis());
    }

    @Override
    void ensureTopics() {
        Map<String, Object> settings = settings("admin");
        settings.put("default.api.timeout.ms", timeoutMillis());
        settings.put("request.timeout.ms", timeoutMillis());
        new KafkaControlTopics(settings).ensure();
    }

    @Override
    LogReader reader(String topic) {
        Map<String, Object> settings = settings("reader-" + topic);
        settings.put("auto.offset.reset", "none");
        settings.put("allow.auto.create.topics", false);
        settings.put("enable.auto.commit", false);
        settings.put("default.api.timeout.ms", timeoutMillis());
        return new KafkaLogReader(topic, settings, config.requestTimeout());
    }

    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(timeoutMillis(), TimeUnit.MILLISECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            sender.shutdownNow();
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (producer != null) {
                producer.close(Duration.ofMillis(500));
            }
        }
    }
}
