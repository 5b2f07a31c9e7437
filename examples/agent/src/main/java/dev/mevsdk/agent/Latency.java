package dev.mevsdk.agent;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Latencies of one kind, microseconds, with three digits: since the start, and since each of several readers last
 * asked. Recording never waits for readers. Thread-safe.
 */
final class Latency {
    /** One hour: what takes longer counts as this. */
    static final long LONGEST_MICROS = 3_600_000_000L;

    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(LONGEST_MICROS, DIGITS);
    private final Histogram total = newHistogram();
    private final List<Interval> readers = new ArrayList<>();
    /** Used again each time: the thread that asks is the one that control waits for. */
    private Histogram fresh = recorder.getIntervalHistogram();

    private static Histogram newHistogram() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }

    void record(long micros) {
        recorder.recordValue(Math.max(0, Math.min(LONGEST_MICROS, micros)));
    }

    synchronized Histogram sinceStart() {
        drain();
        return total.copy();
    }

    /** A reader of its own, which begins now. */
    synchronized Interval interval() {
        drain();
        Interval reader = new Interval();
        readers.add(reader);
        return reader;
    }

    private void drain() {
        fresh = recorder.getIntervalHistogram(fresh);
        total.add(fresh);
        for (Interval reader : readers) {
            reader.open.add(fresh);
        }
    }

    /** What one reader has not seen yet. */
    final class Interval {
        private Histogram open = newHistogram();

        private Interval() {
            open.setStartTimeStamp(System.currentTimeMillis());
        }

        /** Everything since the last call, with the times of its start and end. */
        Histogram take() {
            synchronized (Latency.this) {
                drain();
                Histogram taken = open;
                taken.setEndTimeStamp(System.currentTimeMillis());
                open = newHistogram();
                open.setStartTimeStamp(taken.getEndTimeStamp());
                return taken;
            }
        }
    }
}
