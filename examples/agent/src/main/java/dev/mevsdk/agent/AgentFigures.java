package dev.mevsdk.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/** What an agent counts and measures. Thread-safe. */
final class AgentFigures {
    static final long UNKNOWN = -1;

    final LongAdder seen = new LongAdder();
    final LongAdder halted = new LongAdder();
    final LongAdder throttled = new LongAdder();
    final LongAdder belowThreshold = new LongAdder();
    final LongAdder unreadable = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder emitted = new LongAdder();
    final LongAdder notTaken = new LongAdder();
    /** Market events in Kafka that were not read yet. */
    volatile long marketLag = UNKNOWN;
    /** From the append of the market event to the emit. */
    final Latency hotpath = new Latency();
    /** From the emit to the broker's ack. */
    final Latency send = new Latency();

    /** By the names that heartbeats and logs use. */
    Map<String, Latency> latencies() {
        Map<String, Latency> latencies = new LinkedHashMap<>();
        latencies.put("hotpath_us", hotpath);
        latencies.put("send_us", send);
        return latencies;
    }

    /** Since the start; latencies in microseconds. */
    Map<String, Double> snapshot() {
        Histogram emit = hotpath.sinceStart();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("emit_p50_us", (double) emit.getValueAtPercentile(50));
        figures.put("emit_p99_us", (double) emit.getValueAtPercentile(99));
        figures.put("emit_max_us", (double) emit.getMaxValue());
        figures.put("send_p99_us", (double) send.sinceStart().getValueAtPercentile(99));
        figures.put("seen", (double) seen.sum());
        figures.put("emitted", (double) emitted.sum());
        figures.put("halted", (double) halted.sum());
        figures.put("throttled", (double) throttled.sum());
        figures.put("below_ev_min", (double) belowThreshold.sum());
        figures.put("not_taken_by_kafka", (double) notTaken.sum());
        figures.put("failed", (double) failed.sum());
        figures.put("unreadable", (double) unreadable.sum());
        long lag = marketLag;
        if (lag != UNKNOWN) {
            figures.put("market_lag_records", (double) lag);
        }
        return figures;
    }
}
