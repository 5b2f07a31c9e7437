package dev.mevsdk.core.metrics;

import dev.mevsdk.core.event.EventPublisher;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MetricsUpdate;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Publishes a {@link MetricsUpdate} every interval, from several sources. Each source is asked on a thread of its own, so
 * that the updates go on whatever a source does. While one is away its last figures go out, the update is marked stale,
 * and its message says who is silent and why. Thread-safe.
 */
public final class MetricsAggregator implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MetricsAggregator.class.getName());
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Map<MetricsSource, PolledSource> sources = new LinkedHashMap<>();
    private final MetricsPlan plan;
    private final EventPublisher feed;
    private final Consumer<ModuleReading> listener;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "metrics");
        thread.setDaemon(true);
        return thread;
    });

    private MetricsAggregator(
            MetricsPlan plan, MetricsConfig config, EventPublisher feed, Consumer<ModuleReading> listener) {
        this.plan = plan;
        this.feed = feed;
        this.listener = listener;
        plan.figures().values().forEach(source -> poll(source, config));
        poll(plan.modules(), config);
    }

    /**
     * Starts at once; the first update comes after one interval. Needs none of the sources to be there.
     *
     * @param feed gets the updates
     * @param listener gets the last reading of each module before each update, with its own, maybe old, time. Called on
     *     the aggregator's thread: it must return soon
     */
    public static MetricsAggregator start(
            MetricsPlan plan, MetricsConfig config, EventPublisher feed, Consumer<ModuleReading> listener) {
        MetricsAggregator aggregator = new MetricsAggregator(plan, config, feed, listener);
        long millis = config.interval().toMillis();
        aggregator.clock.scheduleAtFixedRate(aggregator::tick, millis, millis, TimeUnit.MILLISECONDS);
        return aggregator;
    }

    private void poll(MetricsSource source, MetricsConfig config) {
        sources.computeIfAbsent(source, one -> new PolledSource(one, config));
    }

    /** How each source does now. */
    public List<SourceStatus> sources() {
        return sources.values().stream().map(PolledSource::status).toList();
    }

    private void tick() {
        // First: what judges the readings must not wait for a feed that is stuck.
        polled(plan.modules()).modules().forEach(this::tell);
        try {
            sources.values().forEach(source -> source.log(source.status()));
            feed.publish(Envelope.newBuilder()
                    .setType(Envelope.Type.METRICS)
                    .setMetrics(update())
                    .setEmittedAtNs(nanos(Instant.now()))
                    .build());
        } catch (RuntimeException | Error e) {
            // The next update is due: a page that hears nothing can't tell stale from dead.
            LOG.log(Level.ERROR, "an update of the metrics failed", e);
        }
    }

    private void tell(ModuleReading reading) {
        try {
            listener.accept(reading);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "the listener of the readings failed on module={0}: {1}", reading.module(), e);
        }
    }

    private MetricsUpdate update() {
        MetricsUpdate.Builder update = MetricsUpdate.newBuilder();
        plan.figures().forEach((figure, source) -> {
            MetricsReading reading = polled(source).last();
            if (reading != null) {
                figure.set(update, reading.figures().getOrDefault(figure, 0.0));
            }
        });
        List<SourceStatus> used = plan.figures().values().stream()
                .distinct()
                .map(source -> polled(source).status())
                .sorted(Comparator.comparing(SourceStatus::name))
                .toList();
        String message = used.stream()
                .filter(SourceStatus::stale)
                .map(source -> source.name() + ": " + source.detail())
                .collect(Collectors.joining("; "));
        used.stream()
                .map(SourceStatus::asOf)
                .min(Comparator.naturalOrder())
                .ifPresent(oldest -> update.setAsOfNs(nanos(oldest)));
        return update.setStale(!message.isEmpty()).setMessage(message).build();
    }

    private PolledSource polled(MetricsSource source) {
        PolledSource polled = sources.get(source);
        if (polled == null) {
            throw new IllegalStateException(source.name() + " is not of the plan");
        }
        return polled;
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
    }

    /** Ends the updates. A source that hangs is interrupted, not waited for. */
    @Override
    public void close() {
        clock.shutdownNow();
        sources.values().forEach(PolledSource::close);
    }
}
