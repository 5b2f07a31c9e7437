package dev.mevsdk.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What an agent counts and measures. Thread-safe. */
final class AgentFigures {
    private static final long LONGEST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;

    final LongAdder seen = new LongAdder();
    final LongAdder halted = new LongAdder();
    final LongAdder throttled = new LongAdder();
    final LongAdder belowThreshold = new LongAdder();
    final LongAdder unreadable = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder emitted = new LongAdder();
    final LongAdder notTaken = new LongAdder();
    private final Recorder latency = new Recorder(LONGEST_MICROS, DIGITS);
    private final Histogram total = new Histogram(LONGEST_MICROS, DIGITS);

    void emittedAfterMicros(long micros) {
        emitted.increment();
        latency.recordValue(Math.max(0, Math.min(LONGEST_MICROS, micros)));
    }

    /** Since the start; latencies from the append of the market event to the emission, microseconds. */
    synchronized Map<String, Double> snapshot() {
        total.add(latency.getIntervalHistogram());
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("emit_p50_us", (double) total.getValueAtPercentile(50));
        figures.put("emit_p99_us", (double) total.getValueAtPercentile(99));
        figures.put("emit_max_us", (double) total.getMaxValue());
        figures.put("seen", (double) seen.sum());
        figures.put("emitted", (double) emitted.sum());
        figures.put("halted", (double) halted.sum());
        figures.put("throttled", (double) throttled.sum());
        figures.put("below_ev_min", (double) belowThreshold.sum());
        figures.put("not_taken_by_kafka", (double) notTaken.sum());
        figures.put("failed", (double) failed.sum());
        figures.put("unreadable", (double) unreadable.sum());
        return figures;
    }
}
