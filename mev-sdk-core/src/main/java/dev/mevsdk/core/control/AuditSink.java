package dev.mevsdk.core.control;

import java.util.List;

/** Stores the control log for people to ask. Called by one thread. */
public interface AuditSink {
    /**
     * The offset of the last record that is stored; -1 before the first.
     *
     * @throws dev.mevsdk.core.MevException RETRYABLE when the store is away
     */
    long lastOffset(String topic, int partition);

    /**
     * Returns once all entries are durable. May be called again with entries it has seen (after a crash or an error):
     * each is stored once. The entries are of one partition and come in the order of their offsets.
     *
     * @throws dev.mevsdk.core.MevException RETRYABLE when the store is away: the caller repeats the same entries later
     */
    void store(List<AuditEntry> entries);
}
