package dev.mevsdk.transport.micrometer;

import dev.mevsdk.transport.ingest.IngestObserver;
import dev.mevsdk.transport.ingest.IngestStatus;
import dev.mevsdk.transport.ingest.PartitionLag;
import dev.mevsdk.transport.ingest.RejectReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One consumer's meters. */
final class ConsumerMeters implements IngestObserver {
    private final MeterRegistry registry;
    private final Tags tags;
    private final Counter events;
    private final Counter retries;
    private final Timer delay;
    private final MultiGauge lag;
    private final Map<Tags, Long> shown = new ConcurrentHashMap<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private volatile IngestStatus.State state = IngestStatus.State.STARTING;

    ConsumerMeters(MeterRegistry registry, String path) {
        this.registry = registry;
        this.tags = Tags.of("path", path);
        events = Counter.builder("mev.consumed.events")
                .description("events published or stored")
                .tags(tags)
                .register(registry);
        retries = Counter.builder("mev.store.retries")
                .description("batches that could not be stored and are tried again")
                .tags(tags)
                .register(registry);
        delay = Buckets.longTimer("mev.consume.delay", "from the append in Kafka to published or stored")
                .tags(tags)
                .register(registry);
        lag = MultiGauge.builder("mev.consumer.lag")
                .description("records in Kafka that were not read yet")
                .baseUnit("records")
                .tags(tags)
                .register(registry);
        for (IngestStatus.State each : IngestStatus.State.values()) {
            Gauge.builder("mev.consumer.state", this, meters -> meters.state == each ? 1 : 0)
                    .description("1 for the state the consumer is in")
                    .tags(tags.and("state", word(each)))
                    .register(registry);
        }
    }

    @Override
    public void onEvents(int count) {
        events.increment(count);
    }

    @Override
    public void onDelay(Duration oldest) {
        delay.record(oldest);
    }

    @Override
    public void onLag(List<PartitionLag> lags) {
        shown.keySet().retainAll(lags.stream().map(ConsumerMeters::place).toList());
        lags.forEach(each -> shown.put(place(each), each.records()));
        lag.register(lags.stream().map(each -> row(place(each))).toList());
        lags.stream().map(PartitionLag::topic).distinct().forEach(this::startAtZero);
    }

    /** A counter that first shows with its first increment hides that one from a rate. */
    private void startAtZero(String topic) {
        if (known.add(topic)) {
            lost(topic);
            for (RejectReason reason : RejectReason.values()) {
                rejected(topic, reason);
            }
        }
    }

    private static Tags place(PartitionLag lag) {
        return Tags.of("topic", lag.topic(), "partition", Integer.toString(lag.partition()));
    }

    /** Reads what is shown now: a scrape that meets the only row of a gauge being replaced finds it twice, and fails. */
    private MultiGauge.Row<?> row(Tags place) {
        return MultiGauge.Row.of(place, shown, all -> {
            Long records = all.get(place);
            return records == null ? Double.NaN : records;
        });
    }

    @Override
    public void onRejected(String topic, RejectReason reason) {
        rejected(topic, reason).increment();
    }

    private Counter rejected(String topic, RejectReason reason) {
        return Counter.builder("mev.rejected.records")
                .description("records that no parser takes")
                .tags(tags.and("topic", topic, "reason", word(reason)))
                .register(registry);
    }

    @Override
    public void onLost(String topic, int partition, long records) {
        lost(topic).increment(records);
    }

    private Counter lost(String topic) {
        return Counter.builder("mev.lost.records")
                .description("records that Kafka deleted before they were stored")
                .tags("topic", topic)
                .register(registry);
    }

    @Override
    public void onRetry() {
        retries.increment();
    }

    @Override
    public void onStatus(IngestStatus status) {
        state = status.state();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
