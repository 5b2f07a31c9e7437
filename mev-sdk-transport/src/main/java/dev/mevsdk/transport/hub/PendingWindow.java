package dev.mevsdk.transport.hub;

import dev.mevsdk.proto.Envelope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of a cohort's next window. Of the metrics of one agent only the newest stays: a sample is of no use once
 * there is a newer one. Not thread-safe.
 */
final class PendingWindow {
    private record MetricsOf(String agentId, String module) {}

    private final Map<Object, Envelope> events = new LinkedHashMap<>();
    private int bytes;

    void add(Envelope event) {
        Object key = event.hasMetrics()
                ? new MetricsOf(event.getAgentId(), event.getModule())
                : Long.valueOf(event.getHubSeq());
        Envelope replaced = events.remove(key);
        if (replaced != null) {
            bytes -= replaced.getSerializedSize();
        }
        events.put(key, event);
        bytes += event.getSerializedSize();
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    boolean isFull(HubConfig config) {
        return events.size() >= config.maxEvents() || bytes >= config.maxBytes();
    }

    /** Empties it. */
    List<Envelope> take() {
        List<Envelope> taken = new ArrayList<>(events.values());
        events.clear();
        bytes = 0;
        return taken;
    }
}
