package dev.mevsdk.benchmarks;

import dev.mevsdk.proto.Batch;
import dev.mevsdk.transport.hub.FeedCompression;
import dev.mevsdk.transport.hub.FeedPosition;
import dev.mevsdk.transport.hub.FeedQuery;
import dev.mevsdk.transport.hub.Hub;
import dev.mevsdk.transport.hub.InMemoryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Counts that no clock is needed for. */
final class FanoutEncodes {
    private static final int CLIENTS_PER_COHORT = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private FanoutEncodes() {}

    static void measure(BenchmarkRun run) {
        encodesPerWindow(run);
        run.figure("wire_bytes_vs_json", "ratio", (double) bytes(FeedQuery.PROTO) / bytes(FeedQuery.JSON));
        run.note("wire bytes: windows of " + FanoutFeed.EVENTS_PER_WINDOW + " decisions, zstd against NDJSON");
        reconnects(run);
    }

    private static void encodesPerWindow(BenchmarkRun run) {
        FanoutHub.Counters counters = new FanoutHub.Counters();
        Hub hub = Hub.create(FanoutHub.CONFIG, counters);
        List<FeedQuery> cohorts =
                List.of(FeedQuery.JSON, FeedQuery.PROTO, FeedQuery.PROTO.withCompression(FeedCompression.NONE));
        List<InMemoryClient> firsts = new ArrayList<>();
        for (FeedQuery cohort : cohorts) {
            firsts.add(InMemoryClient.connect(hub, cohort));
            for (int i = 1; i < CLIENTS_PER_COHORT; i++) {
                InMemoryClient.connect(hub, cohort);
            }
        }
        long events = new FanoutFeed().publish(hub, Duration.ofSeconds(1), FanoutFeed.EVENTS_PER_WINDOW);
        firsts.forEach(client -> await(() -> client.events().size() == events));
        long windows = firsts.get(1).batches().stream()
                .filter(batch -> batch.getItemsCount() > 0)
                .count();
        run.figure("encodes_per_window_over_cohorts", "ratio", (double) counters.windows.get() / windows / 3);
        hub.close();
    }

    private static long bytes(FeedQuery query) {
        FanoutHub.Counters counters = new FanoutHub.Counters();
        Hub hub = Hub.create(FanoutHub.CONFIG, counters);
        InMemoryClient client = InMemoryClient.connect(hub, query);
        long events = new FanoutFeed().publish(hub, Duration.ofSeconds(1), FanoutFeed.EVENTS_PER_WINDOW);
        await(() -> client.events().size() == events);
        hub.close();
        return counters.windowBytes.get();
    }

    private static void reconnects(BenchmarkRun run) {
        FanoutHub.Counters counters = new FanoutHub.Counters();
        Hub hub = Hub.create(FanoutHub.CONFIG, counters);
        InMemoryClient first = InMemoryClient.connect(hub, FeedQuery.PROTO);
        long events = new FanoutFeed().publish(hub, Duration.ofMillis(500), FanoutFeed.EVENTS_PER_WINDOW);
        await(() -> first.events().size() == events);
        Batch last = first.batches().get(first.batches().size() - 1);
        long shared = counters.windows.get() + counters.snapshots.get();
        long notices = counters.notices.get();
        FeedPosition left = new FeedPosition(hub.epoch(), last.getLastSeq());
        List<InMemoryClient> herd = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            herd.add(InMemoryClient.connect(hub, FeedQuery.PROTO.withSince(left)));
        }
        herd.forEach(client -> await(() -> client.notices().size() == 2));
        run.figure("reconnect_encodes", "encodes", counters.windows.get() + counters.snapshots.get() - shared);
        run.detail("notices encoded per returning client", "encodes", (counters.notices.get() - notices) / 500.0);
        hub.close();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the feed did not arrive in time");
            }
            FanoutFeed.parkUntil(System.nanoTime() + 5_000_000);
        }
    }
}
