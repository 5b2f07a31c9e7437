package dev.mevsdk.core.metrics;

import java.util.List;

/**
 * Where figures come from. The aggregator asks each source on a thread of the source's own, one question at a time: a
 * source may block, and one that hangs delays nobody else.
 */
public interface MetricsSource {
    /** For people, such as `Prometheus at http://localhost:9090`; without secrets. */
    String name();

    /**
     * Asks once; blocks.
     *
     * @throws dev.mevsdk.core.MevException with a message that says what is wrong and how to mend it
     */
    MetricsReading read();

    /** The modules it gives readings of, also while it is away. */
    default List<String> modules() {
        return List.of();
    }
}
