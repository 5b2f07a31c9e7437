package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.control.AuditEntry;
import dev.mevsdk.core.control.AuditSink;
import dev.mevsdk.core.control.AuditSource;
import java.util.ArrayList;
import java.util.List;

/** A store that may be away, and that keeps what is stored twice twice. */
final class MemoryAudit implements AuditSink, AuditSource {
    private final List<AuditEntry> entries = new ArrayList<>();
    private int failures;
    private boolean away;

    synchronized void failNextStores(int times) {
        failures = times;
    }

    synchronized void away(boolean isAway) {
        away = isAway;
    }

    synchronized List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    synchronized void change(int index, AuditEntry entry) {
        entries.set(index, entry);
    }

    synchronized void remove(int index) {
        entries.remove(index);
    }

    @Override
    public synchronized long lastOffset(String topic, int partition) {
        requireThere(away);
        return entries.isEmpty() ? -1 : entries.get(entries.size() - 1).place().offset();
    }

    @Override
    public synchronized void store(List<AuditEntry> more) {
        requireThere(away || failures-- > 0);
        entries.addAll(more);
    }

    @Override
    public synchronized List<AuditEntry> read(String topic, int partition, long fromOffset, int limit) {
        return entries.stream()
                .filter(entry -> entry.place().offset() >= fromOffset)
                .limit(limit)
                .toList();
    }

    private static void requireThere(boolean isAway) {
        if (isAway) {
            throw MevException.retryable("the store is away", null);
        }
    }
}
