package dev.mevsdk.transport.micrometer;

import dev.mevsdk.transport.hub.HubObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What is told once per client and frame goes to adders, which the registry reads. */
final class HubMeters implements HubObserver {
    private record Encodes(Counter frames, Counter bytes, Timer time) {}

    private final MeterRegistry registry;
    private final LongAdder published = new LongAdder();
    private final LongAdder dispatched = new LongAdder();
    private final LongAdder queued = new LongAdder();
    private final LongAdder frames = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder clients = new LongAdder();
    private final LongAdder cohorts = new LongAdder();
    private final Timer blocked;
    private final Counter missed;
    private final Counter skips;
    private final DistributionSummary lag;
    private final DistributionSummary windowEvents;
    private final Map<Encoded, Encodes> encodes = new EnumMap<>(Encoded.class);

    HubMeters(MeterRegistry registry) {
        this.registry = registry;
        counter("mev.feed.events", published, "events published to the feed");
        counter("mev.feed.frames", frames, "frames handed to connections");
        counter("mev.feed.bytes", bytes, "bytes of the frames handed to connections");
        gauge("mev.feed.clients", clients, "connected clients");
        gauge("mev.feed.cohorts", cohorts, "combinations of mode, compression and filter that are served");
        // An event may be taken before its publisher has counted it.
        Gauge.builder("mev.feed.backlog.events", this, hub -> Math.max(0, hub.published.sum() - hub.dispatched.sum()))
                .description("events published and not yet dispatched; publishers wait at 65536")
                .register(registry);
        gauge("mev.feed.encoder.queue", queued, "tasks that wait for the encoders: windows, clients that join or skip");
        blocked = Buckets.shortTimer("mev.feed.blocked", "time publishers waited for room in the backlog")
                .register(registry);
        missed = Counter.builder("mev.feed.missed.events")
                .description("events that slow clients skipped, summed over clients")
                .register(registry);
        skips = Counter.builder("mev.feed.skips")
                .description("times a slow client skipped to the newest window")
                .register(registry);
        lag = Buckets.counts("mev.feed.lag.windows", "windows a client was behind when it could be written to again")
                .register(registry);
        windowEvents =
                Buckets.counts("mev.feed.window.events", "events in a window").register(registry);
        for (Encoded what : Encoded.values()) {
            encodes.put(what, encodes(what.name().toLowerCase(Locale.ROOT)));
        }
        for (String reason : new String[] {"closing", "clients", "cohorts"}) {
            refusals(reason);
        }
        resumes(true);
        resumes(false);
    }

    private Encodes encodes(String what) {
        return new Encodes(
                Counter.builder("mev.feed.encoded")
                        .description("frames encoded")
                        .tag("what", what)
                        .register(registry),
                Counter.builder("mev.feed.encoded.bytes")
                        .description("bytes of the frames encoded, compressed")
                        .tag("what", what)
                        .register(registry),
                Buckets.shortTimer("mev.feed.encode", "time to encode and compress a frame")
                        .tag("what", what)
                        .register(registry));
    }

    private void counter(String name, LongAdder adder, String what) {
        FunctionCounter.builder(name, adder, LongAdder::doubleValue)
                .description(what)
                .register(registry);
    }

    private void gauge(String name, LongAdder adder, String what) {
        Gauge.builder(name, adder, LongAdder::doubleValue).description(what).register(registry);
    }

    private Counter resumes(boolean recovered) {
        return Counter.builder("mev.feed.resumes")
                .description("clients that came back with a position")
                .tag("recovered", Boolean.toString(recovered))
                .register(registry);
    }

    private Counter refusals(String reason) {
        return Counter.builder("mev.feed.refused")
                .description("connections the hub refused")
                .tag("reason", reason)
                .register(registry);
    }

    @Override
    public void published() {
        published.increment();
    }

    @Override
    public void dispatched(int events) {
        dispatched.add(events);
    }

    @Override
    public void blocked(Duration waited) {
        blocked.record(waited);
    }

    @Override
    public void taskQueued() {
        queued.increment();
    }

    @Override
    public void taskBegun() {
        queued.decrement();
    }

    @Override
    public void resumed(boolean recovered) {
        resumes(recovered).increment();
    }

    @Override
    public void encoded(Encoded what, int events, int size, Duration took) {
        Encodes of = encodes.get(what);
        if (of != null) {
            of.frames().increment();
            of.bytes().increment(size);
            of.time().record(took);
        }
        if (what == Encoded.WINDOW) {
            windowEvents.record(events);
        }
    }

    @Override
    public void sent(int size) {
        frames.increment();
        bytes.add(size);
    }

    @Override
    public void missed(long events) {
        missed.increment(events);
        skips.increment();
    }

    @Override
    public void behind(long windows) {
        lag.record(windows);
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
        refusals(reason).increment();
    }
}
