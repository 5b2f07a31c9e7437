package dev.mevsdk.server;

import dev.mevsdk.transport.hub.HubObserver;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** What the hub does, as counters. */
final class FeedCounters implements HubObserver {
    private final Counters counters;
    private final LongAdder published;
    private final LongAdder frames;
    private final LongAdder bytes;
    private final LongAdder missed;
    private final LongAdder clients = new LongAdder();
    private final LongAdder cohorts = new LongAdder();

    FeedCounters(Counters counters) {
        this.counters = counters;
        this.published = counters.counter("mev_feed_events_total");
        this.frames = counters.counter("mev_feed_frames_total");
        this.bytes = counters.counter("mev_feed_bytes_total");
        this.missed = counters.counter("mev_feed_missed_events_total");
        counters.gauge("mev_feed_clients", clients::sum);
        counters.gauge("mev_feed_cohorts", cohorts::sum);
    }

    @Override
    public void published() {
        published.increment();
    }

    @Override
    public void encoded(Encoded what, int events, int size) {
        counters.counter("mev_feed_encoded_total{what=\"" + what.name().toLowerCase(Locale.ROOT) + "\"}")
                .increment();
    }

    @Override
    public void sent(int size) {
        frames.increment();
        bytes.add(size);
    }

    @Override
    public void missed(long events) {
        missed.add(events);
    }

    @Override
    public void clientConnected() {
        clients.increment();
    }

    @Override
    public void clientGone() {
        clients.decrement();
    }

    @Override
    public void cohortOpened() {
        cohorts.increment();
    }

    @Override
    public void cohortClosed() {
        cohorts.decrement();
    }

    @Override
    public void refused(String reason) {
        counters.counter("mev_feed_refused_total{reason=\"" + reason + "\"}").increment();
    }
}
