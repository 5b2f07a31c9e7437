package dev.mevsdk.transport.ingest;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.event.SourcedEvent;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Where the events of a test end up, and what was said on the way. Thread-safe. */
final class StoredEvents {
    private final Map<String, SourcedEvent> stored = new ConcurrentHashMap<>();
    private final AtomicBoolean away = new AtomicBoolean();
    final AtomicInteger retries = new AtomicInteger();
    final Queue<RejectReason> rejected = new ConcurrentLinkedQueue<>();
    final AtomicLong lost = new AtomicLong();
    final IngestObserver observer = new IngestObserver() {
        @Override
        public void onRejected(String topic, RejectReason reason) {
            rejected.add(reason);
        }

        @Override
        public void onRetry() {
            retries.incrementAndGet();
        }

        @Override
        public void onLost(String topic, int partition, long records) {
            lost.addAndGet(records);
        }
    };

    /** The sink. */
    void store(List<SourcedEvent> events) {
        if (away.get()) {
            throw MevException.retryable("the store is away", null);
        }
        events.forEach(event -> stored.put(event.topic() + event.partition() + ":" + event.offset(), event));
    }

    void setAway(boolean value) {
        away.set(value);
    }

    Set<Long> slots() {
        Set<Long> slots = ConcurrentHashMap.newKeySet();
        stored.values().forEach(event -> slots.add(slot(event)));
        return slots;
    }

    int size() {
        return stored.size();
    }

    void clear() {
        stored.clear();
    }

    private static long slot(SourcedEvent event) {
        return event.event().hasMev()
                ? event.event().getMev().getSlot()
                : event.event().getArb().getSlot();
    }
}
