package dev.mevsdk.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Arithmetic on samples. */
final class Samples {
    private Samples() {}

    static <T> double[] of(List<T> rounds, ToDoubleFunction<T> value) {
        return rounds.stream().mapToDouble(value).toArray();
    }

    /** The sample below which the given share of all lies (nearest rank). */
    static double percentile(double[] samples, int percent) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
