package dev.mevsdk.core.metrics;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One source with its thread and its last answer. */
final class PolledSource implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PolledSource.class.getName());

    private record Answer(MetricsReading reading, long nanos) {}

    private final MetricsSource source;
    private final Duration staleAfter;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final ScheduledExecutorService thread;
    private volatile @Nullable Answer answer;
    private volatile String failure = "";
    /** Used by the aggregator's thread alone. */
    private boolean saidStale;

    PolledSource(MetricsSource source, MetricsConfig config) {
        this.source = source;
        this.staleAfter = config.staleAfter();
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "metrics " + source.name());
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(this::ask, 0, config.interval().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void ask() {
        try {
            MetricsReading reading = source.read();
            answer = new Answer(reading, System.nanoTime());
            failure = "";
        } catch (RuntimeException | LinkageError e) {
            // Whatever it is, the next question is due.
            failure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
    }

    @Nullable
    MetricsReading last() {
        Answer last = answer;
        return last == null ? null : last.reading();
    }

    /** Of the last answer; before the first one nothing but that there is none since the start. */
    List<ModuleReading> modules() {
        Answer last = answer;
        return last != null
                ? last.reading().modules()
                : source.modules().stream()
                        .map(module -> new ModuleReading(module, Double.NaN, 0, 0, startedAt))
                        .toList();
    }

    SourceStatus status() {
        Answer last = answer;
        Duration silence = Duration.ofNanos(System.nanoTime() - (last == null ? startedNanos : last.nanos()));
        boolean stale = last == null || silence.compareTo(staleAfter) > 0;
        Instant asOf = last == null ? Instant.EPOCH : last.reading().asOf();
        return new SourceStatus(source.name(), stale, stale ? detail(silence) : "", asOf);
    }

    private String detail(Duration silence) {
        String why = failure;
        return why.isEmpty() ? "no answer for " + silence.toSeconds() + " s" : why;
    }

    /** Says once when it falls silent, and once when it is back; the first answer gets its time. */
    void log(SourceStatus now) {
        boolean starting = answer == null && System.nanoTime() - startedNanos < staleAfter.toNanos();
        if (now.stale() != saidStale && !starting) {
            saidStale = now.stale();
            LOG.log(
                    now.stale() ? Level.WARNING : Level.INFO,
                    () -> "metrics source=" + now.name()
                            + (now.stale() ? " is stale: " + now.detail() : " answers again"));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
