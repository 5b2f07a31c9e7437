package dev.mevsdk.benchmarks;

import dev.mevsdk.core.auth.Principal;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.transport.hub.EndpointConfig;
import dev.mevsdk.transport.hub.Hub;
import dev.mevsdk.transport.hub.HubConfig;
import dev.mevsdk.transport.hub.HubObserver;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import dev.mevsdk.transport.netty.NettyConfig;
import dev.mevsdk.transport.netty.NettyRealtimeServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The full path: hub, endpoint and Netty server, with counters. */
final class FanoutHub implements AutoCloseable {
    /** Threads of the hub and of the server. */
    static final String THREADS = "mev-";

    static final String PROTO = "mode=proto&token=any";

    /** What the hub did so far. */
    static final class Counters implements HubObserver {
        final AtomicLong windows = new AtomicLong();
        final AtomicLong snapshots = new AtomicLong();
        final AtomicLong notices = new AtomicLong();
        final AtomicLong windowBytes = new AtomicLong();
        final AtomicLong frames = new AtomicLong();
        final AtomicLong missed = new AtomicLong();

        @Override
        public void encoded(Encoded what, int events, int bytes, Duration took) {
            switch (what) {
                case WINDOW -> {
                    windows.incrementAndGet();
                    windowBytes.addAndGet(bytes);
                }
                case SNAPSHOT -> snapshots.incrementAndGet();
                case NOTICE -> notices.incrementAndGet();
            }
        }

        @Override
        public void sent(int bytes) {
            frames.incrementAndGet();
        }

        @Override
        public void missed(long events) {
            missed.addAndGet(events);
        }
    }

    static final HubConfig CONFIG =
            HubConfig.DEFAULT.withWindow(Duration.ofMillis(10)).withGoingAwaySpread(Duration.ZERO);

    private final Counters counters = new Counters();
    private final Hub hub;
    private final RealtimeEndpoint endpoint;
    private final NettyRealtimeServer server;

    FanoutHub(HubConfig config, int threads) {
        hub = Hub.create(config, counters);
        Principal anyone =
                new Principal("bench", Set.of(Role.VIEWER), Instant.now().plus(Duration.ofHours(3)));
        endpoint = RealtimeEndpoint.create(hub, token -> anyone, EndpointConfig.DEFAULT);
        server = NettyRealtimeServer.start(
                NettyConfig.DEFAULT.withAddress("127.0.0.1", 0).withThreads(threads), endpoint);
    }

    Hub hub() {
        return hub;
    }

    int port() {
        return server.port();
    }

    Counters counters() {
        return counters;
    }

    @Override
    public void close() {
        hub.close();
        server.close();
        endpoint.close();
    }
}
