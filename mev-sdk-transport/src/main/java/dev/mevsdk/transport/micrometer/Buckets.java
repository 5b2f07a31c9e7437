package dev.mevsdk.transport.micrometer;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;

/** Bounds of the histograms. */
final class Buckets {
    /** 100 us .. 1 s: what runs in memory. */
    private static final Duration[] SHORT = millis(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 1000);
    /** 1 ms .. 1 min: what crosses the network. */
    private static final Duration[] LONG =
            millis(1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 60_000);

    private static final double[] COUNTS = {1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000};

    private Buckets() {}

    static Timer.Builder shortTimer(String name, String what) {
        return Timer.builder(name).description(what).serviceLevelObjectives(SHORT);
    }

    static Timer.Builder longTimer(String name, String what) {
        return Timer.builder(name).description(what).serviceLevelObjectives(LONG);
    }

    static DistributionSummary.Builder counts(String name, String what) {
        return DistributionSummary.builder(name).description(what).serviceLevelObjectives(COUNTS);
    }

    private static Duration[] millis(double... values) {
        return Arrays.stream(values)
                .mapToObj(millis -> Duration.ofNanos((long) (millis * 1e6)))
                .toArray(Duration[]::new);
    }
}
