package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.metrics.Figure;
import dev.mevsdk.core.metrics.MetricsReading;
import dev.mevsdk.core.metrics.MetricsSource;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The fleet's latencies from the histograms in the agents' heartbeats, of the last minute. Histograms are merged by
 * adding them up; percentiles are never averaged. A heartbeat holds the interval since the one before, so this reads each
 * of them once, on a thread of its own. Needs HdrHistogram. Thread-safe.
 *
 * <p>A heartbeat's {@code histograms} is an object: name to base64 of HdrHistogram's compressed encoding (V2), in
 * microseconds. {@code hotpath_us}: from the append of a market event to the emission of the decision; {@code send_us}:
 * from there to the broker's acknowledgement.
 */
public final class AgentLatencies implements MetricsSource, AutoCloseable {
    static final String HOTPATH = "hotpath_us";
    static final String SEND = "send_us";

    private static final double MICROS_PER_MILLI = 1e3;
    private static final double MEDIAN = 50;
    private static final double NINETY_NINTH = 99;
    private static final long CHECK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SILENT_NANOS = Duration.ofSeconds(5).toNanos();

    private final SlidingHistogram hotpath = new SlidingHistogram();
    private final SlidingHistogram send = new SlidingHistogram();
    private final HistogramText text = new HistogramText();
    private final LongAdder unreadable = new LongAdder();
    private final ControlObserver observer;
    private final LongSupplier clock;
    private final TopicFollower follower;
    private volatile long checkedNanos;
    private volatile boolean checked;

    private AgentLatencies(ControlChannel channel, ControlObserver observer, LongSupplier clock) {
        this.observer = observer;
        this.clock = clock;
        this.follower = new TopicFollower(
                "mev-agent-latencies", () -> channel.reader(Topics.AGENT_HEARTBEATS), new Heartbeats());
    }

    /** Returns at once, and works as soon as, and whenever, Kafka is there. The channel stays the caller's. */
    public static AgentLatencies follow(ControlChannel channel) {
        return follow(channel, ControlObserver.NONE);
    }

    /** As above, and tells the observer of histograms that can't be read; of heartbeats, the control service tells. */
    public static AgentLatencies follow(ControlChannel channel, ControlObserver observer) {
        return follow(channel, observer, System::nanoTime);
    }

    /** @param clock monotonic, ns */
    static AgentLatencies follow(ControlChannel channel, ControlObserver observer, LongSupplier clock) {
        AgentLatencies latencies = new AgentLatencies(channel, observer, clock);
        latencies.follower.start();
        return latencies;
    }

    private final class Heartbeats implements TopicFollower.Visitor {
        @Override
        public void begin(LogReader reader) {
            reader.seek(reader.endOffset());
            answered();
        }

        @Override
        public void visit(Incoming record) {
            try {
                add(Heartbeat.parse(record.value()).histograms());
            } catch (MevException e) {
                unreadable.increment();
            }
        }

        /** A poll that brings nothing does not tell an idle fleet from a broker that is gone; this question does. */
        @Override
        public void tick(LogReader reader) {
            if (System.nanoTime() - checkedNanos > CHECK_NANOS) {
                reader.endOffset();
                answered();
            }
        }
    }

    private void answered() {
        checkedNanos = System.nanoTime();
        checked = true;
    }

    private synchronized void add(Map<String, String> histograms) {
        add(hotpath, histograms.get(HOTPATH));
        add(send, histograms.get(SEND));
    }

    private void add(SlidingHistogram window, @Nullable String base64) {
        if (base64 != null) {
            text.read(base64).ifPresentOrElse(one -> window.add(one, clock.getAsLong()), this::countUnreadable);
        }
    }

    private void countUnreadable() {
        unreadable.increment();
        observer.onUnreadable(ControlObserver.Unreadable.HISTOGRAM);
    }

    /** Heartbeats and histograms that could not be read. */
    public long unreadable() {
        return unreadable.sum();
    }

    @Override
    public String name() {
        return "agents' heartbeats";
    }

    @Override
    public MetricsReading read() {
        if (!checked || System.nanoTime() - checkedNanos > SILENT_NANOS) {
            throw MevException.retryable("Kafka does not answer: check KAFKA and the brokers", null);
        }
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        synchronized (this) {
            Histogram path = hotpath.sum(clock.getAsLong());
            put(figures, Figure.HOTPATH_P50, path, MEDIAN);
            put(figures, Figure.HOTPATH_P99, path, NINETY_NINTH);
            put(figures, Figure.SEND_P99, send.sum(clock.getAsLong()), NINETY_NINTH);
        }
        return new MetricsReading(figures, List.of(), Instant.now());
    }

    private static void put(Map<Figure, Double> figures, Figure figure, Histogram all, double percentile) {
        if (all.getTotalCount() > 0) {
            figures.put(figure, all.getValueAtPercentile(percentile) / MICROS_PER_MILLI);
        }
    }

    /** Ends the thread; blocks until it has ended. */
    @Override
    public void close() {
        follower.close();
    }
}
