package dev.mevsdk.server;

import dev.mevsdk.transport.ingest.IngestObserver;
import dev.mevsdk.transport.ingest.RejectReason;
import java.util.Locale;

/**
 * What a consumer does, as counters.
 *
 * @param path `live` or `ingest`
 */
record IngestCounters(Counters counters, String path) implements IngestObserver {
    @Override
    public void onEvents(int count) {
        counters.counter("mev_consumed_events_total{path=\"" + path + "\"}").add(count);
    }

    @Override
    public void onRejected(String topic, RejectReason reason) {
        String labels = "path=\"" + path + "\",topic=\"" + topic + "\",reason=\""
                + reason.name().toLowerCase(Locale.ROOT) + "\"";
        counters.counter("mev_rejected_records_total{" + labels + "}").increment();
    }

    @Override
    public void onLost(String topic, int partition, long records) {
        counters.counter("mev_lost_records_total{topic=\"" + topic + "\"}").add(records);
    }

    @Override
    public void onRetry() {
        counters.counter("mev_store_retries_total{path=\"" + path + "\"}").increment();
    }
}
