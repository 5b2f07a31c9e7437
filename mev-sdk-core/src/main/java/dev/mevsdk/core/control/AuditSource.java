package dev.mevsdk.core.control;

import java.util.List;

/** What an {@link AuditSink} has stored. */
public interface AuditSource {
    /** As {@link AuditSink#lastOffset}. */
    long lastOffset(String topic, int partition);

    /**
     * The first entries from that offset on, in the order of their offsets.
     *
     * @param limit at most so many
     * @throws dev.mevsdk.core.MevException RETRYABLE when the store is away
     */
    List<AuditEntry> read(String topic, int partition, long fromOffset, int limit);
}
