package dev.mevsdk.agent;

import dev.mevsdk.core.MevException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Latencies as a histogram log, which HdrHistogram's own tools read: per interval one line for each kind, tagged with
 * its name. The maximum column is in milliseconds, the histograms in microseconds. Thread-safe.
 */
final class LatencyLog implements AutoCloseable {
    private static final double MICROS_PER_MILLI = 1_000;

    private final PrintStream out;
    private final HistogramLogWriter writer;
    private final Map<String, Latency.Interval> intervals = new LinkedHashMap<>();

    private LatencyLog(PrintStream out, Map<String, Latency> latencies) {
        this.out = out;
        this.writer = new HistogramLogWriter(out);
        latencies.forEach((name, latency) -> intervals.put(name, latency.interval()));
    }

    /** @throws MevException BAD_INPUT when the file can't be written */
    static LatencyLog open(Path file, Map<String, Latency> latencies) {
        try {
            PrintStream out = new PrintStream(
                    new BufferedOutputStream(Files.newOutputStream(file)), false, StandardCharsets.US_ASCII);
            LatencyLog log = new LatencyLog(out, latencies);
            log.begin();
            return log;
        } catch (IOException e) {
            throw MevException.badInput("--histogram: the file can't be written ("
                    + e.getClass().getSimpleName() + "); a path in an existing folder is needed");
        }
    }

    private void begin() {
        long now = System.currentTimeMillis();
        writer.outputComment("Latencies of an agent in microseconds: hotpath_us from the append of a market event to"
                + " the emit, send_us from the emit to the broker's ack");
        writer.outputLogFormatVersion();
        writer.outputStartTime(now);
        writer.setBaseTime(0);
        writer.outputLegend();
        out.flush();
    }

    /** Writes what was measured since the last line. Blocks on the disk. */
    synchronized void write() {
        intervals.forEach((name, interval) -> {
            Histogram taken = interval.take();
            taken.setTag(name);
            writer.outputIntervalHistogram(
                    taken.getStartTimeStamp() / 1e3, taken.getEndTimeStamp() / 1e3, taken, MICROS_PER_MILLI);
        });
        out.flush();
    }

    /** With the last line. */
    @Override
    public synchronized void close() {
        write();
        out.close();
    }
}
