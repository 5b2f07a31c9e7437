package dev.mevsdk.jobs.micrometer;

import dev.mevsdk.jobs.query.QueryObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Meters of curated queries: `mev.queries.*` for those that wait and run, `mev.query` for how they ended. Tags hold no
 * query's name and no caller. One service per registry. Thread-safe.
 */
public final class QueryMetrics implements QueryObserver {
    /** 1 ms .. 1 min: the longest time that a query may take. */
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1)
    };

    private final LongAdder waiting = new LongAdder();
    private final LongAdder running = new LongAdder();
    private final Timer wait;
    private final Counter refused;
    private final Map<Outcome, Timer> ended = new EnumMap<>(Outcome.class);

    public QueryMetrics(MeterRegistry registry) {
        gauge(registry, "mev.queries.waiting", waiting, "curated queries that wait for a place");
        gauge(registry, "mev.queries.running", running, "curated queries that run");
        wait = timer("mev.query.wait", "time a curated query waited for a place")
                .register(registry);
        refused = Counter.builder("mev.queries.refused")
                .description("curated queries that got no place in time")
                .register(registry);
        for (Outcome outcome : Outcome.values()) {
            ended.put(
                    outcome,
                    timer("mev.query", "time of a curated query")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    private static void gauge(MeterRegistry registry, String name, LongAdder adder, String what) {
        Gauge.builder(name, adder, LongAdder::doubleValue).description(what).register(registry);
    }

    private static Timer.Builder timer(String name, String what) {
        return Timer.builder(name).description(what).serviceLevelObjectives(BOUNDS);
    }

    @Override
    public void onWaiting() {
        waiting.increment();
    }

    @Override
    public void onRefused(Duration waited) {
        waiting.decrement();
        wait.record(waited);
        refused.increment();
    }

    @Override
    public void onStarted(Duration waited) {
        waiting.decrement();
        running.increment();
        wait.record(waited);
    }

    @Override
    public void onEnded(Outcome outcome, Duration took) {
        running.decrement();
        Timer timer = ended.get(outcome);
        if (timer != null) {
            timer.record(took);
        }
    }
}
