package dev.mevsdk.transport.hub;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what the hub reports. */
public final class CountingObserver implements HubObserver {
    private final Map<Encoded, AtomicInteger> encoded = new EnumMap<>(Encoded.class);
    private final AtomicLong missed = new AtomicLong();
    private final AtomicInteger clients = new AtomicInteger();
    private final AtomicInteger cohorts = new AtomicInteger();

    public CountingObserver() {
        for (Encoded what : Encoded.values()) {
            encoded.put(what, new AtomicInteger());
        }
    }

    @Override
    public void encoded(Encoded what, int events, int bytes, Duration took) {
        count(what).incrementAndGet();
    }

    @Override
    public void missed(long events) {
        missed.addAndGet(events);
    }

    @Override
    public void clientConnected() {
        clients.incrementAndGet();
    }

    @Override
    public void clientGone() {
        clients.decrementAndGet();
    }

    @Override
    public void cohortOpened() {
        cohorts.incrementAndGet();
    }

    @Override
    public void cohortClosed() {
        cohorts.decrementAndGet();
    }

    public int encodes(Encoded what) {
        return count(what).get();
    }

    public long missedEvents() {
        return missed.get();
    }

    public int clients() {
        return clients.get();
    }

    public int cohorts() {
        return cohorts.get();
    }

    private AtomicInteger count(Encoded what) {
        AtomicInteger count = encoded.get(what);
        if (count == null) {
            throw new IllegalStateException("no counter for " + what);
        }
        return count;
    }
}
