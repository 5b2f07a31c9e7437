package dev.mevsdk.transport.hub;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what the hub reports. */
public final class CountingObserver implements HubObserver {
    private final Map<Encoded, AtomicInteger> encoded = new EnumMap<>(Encoded.class);
    private final AtomicLong missed = new AtomicLong();
    private final AtomicLong dispatched = new AtomicLong();
    private final AtomicInteger queued = new AtomicInteger();
    private final List<Duration> blocked = new CopyOnWriteArrayList<>();
    private final List<Boolean> resumes = new CopyOnWriteArrayList<>();
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
    public void dispatched(int events) {
        dispatched.addAndGet(events);
    }

    @Override
    public void blocked(Duration waited) {
        blocked.add(waited);
    }

    @Override
    public void taskQueued() {
        queued.incrementAndGet();
    }

    @Override
    public void taskBegun() {
        queued.decrementAndGet();
    }

    @Override
    public void resumed(boolean recovered) {
        resumes.add(recovered);
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

    public long dispatchedEvents() {
        return dispatched.get();
    }

    /** How long publishers had to wait, each time. */
    public List<Duration> blocked() {
        return blocked;
    }

    /** Tasks that wait for the encoders. */
    public int queued() {
        return queued.get();
    }

    /** Whether each that came back was recovered. */
    public List<Boolean> resumes() {
        return resumes;
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
