package dev.mevsdk.transport.ingest;

import dev.mevsdk.core.MevException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The thread around a flow: connects, looks at the brokers now and then, and never ends by an error. */
final class ConsumerThread implements EventConsumer {
    private static final System.Logger LOG = System.getLogger(EventConsumer.class.getName());
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(3);
    private static final IngestStatus RUNNING = new IngestStatus(IngestStatus.State.RUNNING, "");

    private final EventConsumerConfig config;
    private final IngestObserver observer;
    private final Flow flow;
    private final Thread thread;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile IngestStatus status = new IngestStatus(IngestStatus.State.STARTING, "not started");
    private volatile List<PartitionLag> lags = List.of();
    private volatile @Nullable Consumer<byte[], byte[]> current;

    ConsumerThread(String name, EventConsumerConfig config, IngestObserver observer, Flow flow) {
        this.config = config;
        this.observer = observer;
        this.flow = flow;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    @Override
    public void start() {
        if (!started.compareAndSet(false, true)) {
            throw MevException.badInput("consumer: must be started once only");
        }
        thread.start();
    }

    @Override
    public IngestStatus status() {
        return status;
    }

    @Override
    public List<PartitionLag> lags() {
        return lags;
    }

    private void run() {
        Backoff backoff = new Backoff(config.retryBackoff());
        while (closing.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
                current = consumer;
                flow.attach(consumer);
                consume(consumer, backoff);
            } catch (WakeupException e) {
                // close() asked for it: the loop's condition ends the loop.
            } catch (KafkaException e) {
                kafkaAway(e);
                pause(backoff.next());
            } catch (RuntimeException | OutOfMemoryError e) {
                // One record that can't be taken (such as one that unpacks to hundreds of megabytes) must not end the
                // thread in silence.
                failing(e);
                pause(backoff.next());
            } finally {
                current = null;
            }
        }
        flow.close();
        become(new IngestStatus(IngestStatus.State.STOPPED, "closed"));
    }

    private void consume(Consumer<byte[], byte[]> consumer, Backoff backoff) {
        long probedAt = 0;
        boolean reachable = false;
        while (closing.getCount() > 0) {
            if (!reachable
                    || System.nanoTime() - probedAt > config.probeInterval().toNanos()) {
                reachable = probe(consumer);
                lags = lagsOf(consumer);
                observer.onLag(lags);
                probedAt = System.nanoTime();
            }
            if (reachable) {
                backoff.reset();
                become(flow.turn(consumer));
            } else {
                pause(config.probeInterval());
            }
        }
    }

    /** An outage shows here only: a poll just returns nothing. */
    private boolean probe(Consumer<byte[], byte[]> consumer) {
        try {
            flow.onTopics(consumer, consumer.listTopics(PROBE_LIMIT));
            return true;
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            kafkaAway(e);
            return false;
        }
    }

    /** As the last fetches told it; a partition that was not fetched from yet is left out. */
    private static List<PartitionLag> lagsOf(Consumer<byte[], byte[]> consumer) {
        List<PartitionLag> lags = new ArrayList<>();
        for (TopicPartition partition : consumer.assignment()) {
            consumer.currentLag(partition)
                    .ifPresent(
                            records -> lags.add(new PartitionLag(partition.topic(), partition.partition(), records)));
        }
        return lags;
    }

    private void failing(Throwable error) {
        LOG.log(System.Logger.Level.ERROR, "consumer=" + thread.getName() + " can't read on, retrying", error);
        become(new IngestStatus(
                IngestStatus.State.FAILING,
                "reading fails (" + error.getClass().getSimpleName() + "), retrying: the log has the details"));
    }

    private void kafkaAway(RuntimeException error) {
        String check = config.kafka().tls().isPresent()
                ? "): check KAFKA, the broker, TLS_CA, TLS_CERT and TLS_KEY; retrying"
                : "): check KAFKA and the broker; retrying";
        String detail = "Kafka at " + config.kafka() + " does not answer ("
                + error.getClass().getSimpleName() + check;
        become(new IngestStatus(IngestStatus.State.KAFKA_AWAY, detail));
    }

    private void become(IngestStatus next) {
        IngestStatus last = status;
        if (last.equals(next)) {
            return;
        }
        status = next;
        if (last.state() != next.state()) {
            System.Logger.Level level =
                    next.state() == IngestStatus.State.KAFKA_AWAY || next.state() == IngestStatus.State.STORE_AWAY
                            ? System.Logger.Level.WARNING
                            : System.Logger.Level.INFO;
            LOG.log(level, "consumer={0} state={1} {2}", thread.getName(), next.state(), next.detail());
        }
        observer.onStatus(next);
    }

    private void pause(Duration wait) {
        try {
            closing.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = config.kafka().properties();
        settings.putAll(flow.settings());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, config.group() + "-" + thread.getName());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.maxBatch());
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int)
                config.probeInterval().toMillis());
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        return settings;
    }

    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static IngestStatus running() {
        return RUNNING;
    }
}
