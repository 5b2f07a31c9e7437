package dev.mevsdk.server;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counters and gauges in the Prometheus text format. */
final class Counters {
    private final Map<String, LongSupplier> values = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> adders = new ConcurrentSkipListMap<>();

    /** A counter of that name, such as `mev_rejected_total{reason="bad_json"}`; made on first use. */
    LongAdder counter(String name) {
        LongAdder adder = adders.get(name);
        return adder != null ? adder : adders.computeIfAbsent(name, this::newCounter);
    }

    void gauge(String name, LongSupplier value) {
        values.put(name, value);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) ->
                text.append(name).append(' ').append(value.getAsLong()).append('\n'));
        return text.toString();
    }

    private LongAdder newCounter(String name) {
        LongAdder adder = new LongAdder();
        values.put(name, adder::sum);
        return adder;
    }
}
