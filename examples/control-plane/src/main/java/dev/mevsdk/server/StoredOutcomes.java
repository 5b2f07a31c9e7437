package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.metrics.MetricsReading;
import dev.mevsdk.core.metrics.MetricsSource;
import dev.mevsdk.transport.ingest.IngestStatus;
import dev.mevsdk.transport.ingest.PartitionLag;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the store says of bundles is of now only while their outcomes are being stored. While they are not, there is no
 * reading: the last one stands and gets old, which the page shows and the staleness breaker judges.
 */
record StoredOutcomes(MetricsSource store, Supplier<IngestStatus> ingest, Supplier<List<PartitionLag>> lags)
        implements MetricsSource {
    /** Outcomes that may wait to be stored: seconds' worth. */
    static final long MAX_WAITING = 1_000;

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public List<String> modules() {
        return store.modules();
    }

    @Override
    public MetricsReading read() {
        MetricsReading reading = store.read();
        IngestStatus status = ingest.get();
        if (!status.isReady()) {
            throw MevException.retryable(
                    "outcomes are not being stored, ingest is " + status.state() + ": " + status.detail(), null);
        }
        long waiting = lags.get().stream()
                .filter(lag -> lag.topic().equals(Topics.BUNDLE_OUTCOMES))
                .mapToLong(PartitionLag::records)
                .sum();
        if (waiting > MAX_WAITING) {
            throw MevException.retryable(waiting + " outcomes wait to be stored: ingest is behind", null);
        }
        return reading;
    }
}
