package dev.mevsdk.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what one run measured. Used by one thread. */
final class BenchmarkRun {
    /** Median, least and greatest of a figure's samples. */
    record Figure(double value, double min, double max, String unit) {
        static Figure of(double[] samples, String unit) {
            double[] sorted = samples.clone();
            Arrays.sort(sorted);
            int middle = sorted.length / 2;
            double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
            return new Figure(median, sorted[0], sorted[sorted.length - 1], unit);
        }
    }

    private final boolean quick;
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final Map<String, Figure> details = new LinkedHashMap<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    BenchmarkRun(boolean quick) {
        this.quick = quick;
    }

    /** True when the run should end within a minute: fewer rounds, smaller data. */
    boolean quick() {
        return quick;
    }

    /** A figure of the benchmark interface, from one sample per round. */
    void figure(String name, String unit, double... samples) {
        figures.put(name, Figure.of(samples, unit));
    }

    /** What stands behind a figure, such as the CPU and wall time of each arm: in the table for people only. */
    void detail(String name, String unit, double... samples) {
        details.put(name, Figure.of(samples, unit));
    }

    void skip(String figure, String reason) {
        skipped.put(figure, reason);
    }

    /** A line for people: conditions, limits, what an arm does. */
    void note(String line) {
        notes.add(line);
    }

    Map<String, Figure> figures() {
        return figures;
    }

    Map<String, Figure> details() {
        return details;
    }

    Map<String, String> skipped() {
        return skipped;
    }

    List<String> notes() {
        return notes;
    }
}
