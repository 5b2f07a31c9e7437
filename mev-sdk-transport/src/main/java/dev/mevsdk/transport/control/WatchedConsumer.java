package dev.mevsdk.transport.control;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A consumer whose calls end in time by the monotonic clock. Kafka's client measures its waits by the wall clock: set
 * back by an hour, a poll without records lasts an hour, and an agent would send no heartbeat for as long. For one
 * thread.
 */
final class WatchedConsumer implements AutoCloseable {
    private static final Duration SLACK = Duration.ofMillis(500);
    private static final long LOOK_EACH_MILLIS = 250;
    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Future<?> looks;
    /** By when the call under way should have ended, ns; null between calls. */
    private volatile @Nullable Long dueNanos;

    WatchedConsumer(Map<String, Object> settings) {
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        looks = WATCH.scheduleWithFixedDelay(this::look, LOOK_EACH_MILLIS, LOOK_EACH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** One thread for the whole process, for as long as there is a consumer: it only wakes others. */
    private static ScheduledThreadPoolExecutor watch() {
        ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mev-control-watch-clock");
            thread.setDaemon(true);
            return thread;
        });
        watch.setKeepAliveTime(1, TimeUnit.SECONDS);
        watch.allowCoreThreadTimeOut(true);
        watch.setRemoveOnCancelPolicy(true);
        return watch;
    }

    /**
     * Calls the consumer.
     *
     * @param limit what the call itself is told to take at most
     * @throws org.apache.kafka.common.errors.WakeupException when it takes longer
     */
    <T> T within(Duration limit, Function<KafkaConsumer<byte[], byte[]>, T> call) {
        dueNanos = System.nanoTime() + limit.plus(SLACK).toNanos();
        try {
            return call.apply(consumer);
        } finally {
            dueNanos = null;
        }
    }

    private void look() {
        Long due = dueNanos;
        if (due != null && System.nanoTime() - due > 0) {
            consumer.wakeup();
        }
    }

    @Override
    public void close() {
        looks.cancel(false);
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
