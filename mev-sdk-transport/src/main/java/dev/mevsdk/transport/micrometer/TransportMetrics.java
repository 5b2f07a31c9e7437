package dev.mevsdk.transport.micrometer;

import dev.mevsdk.transport.control.ControlObserver;
import dev.mevsdk.transport.hub.HubObserver;
import dev.mevsdk.transport.ingest.IngestObserver;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Observers that keep meters in a registry. Names start with `mev.`, times are in the registry's base unit, and no tag
 * holds a client, an agent or a request: the number of series does not grow with use. Thread-safe.
 *
 * <pre>{@code
 * Hub hub = Hub.create(HubConfig.DEFAULT, TransportMetrics.hub(registry));
 * }</pre>
 */
public final class TransportMetrics {
    private TransportMetrics() {}

    /** `mev.feed.*`: clients, cohorts, windows, bytes, what slow clients missed. One hub per registry. */
    public static HubObserver hub(MeterRegistry registry) {
        return new HubMeters(registry);
    }

    /**
     * `mev.consumed.events`, `mev.consumer.*`, `mev.rejected.records`, `mev.lost.records`, ...: what a consumer reads.
     *
     * @param path tells consumers of one registry apart, such as `live` and `ingest`
     */
    public static IngestObserver consumer(MeterRegistry registry, String path) {
        return new ConsumerMeters(registry, path);
    }

    /** `mev.control.*`: commands, how long they took to the log and to the agents, acks. */
    public static ControlObserver control(MeterRegistry registry) {
        return new ControlMeters(registry);
    }
}
