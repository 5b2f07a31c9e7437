package dev.mevsdk.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Requests by method, route and status, each from a small fixed set: what a client makes up is counted as `other`. */
final class HttpMetrics {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final AtomicInteger active = new AtomicInteger();

    HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("mev.http.active.requests", active, AtomicInteger::get)
                .description("requests being answered")
                .register(registry);
    }

    /** One request being answered; ended once. */
    final class Running {
        private final Timer.Sample sample = Timer.start(registry);

        /** @param route null when no route matched */
        void end(String method, @Nullable String route, int status) {
            active.decrementAndGet();
            sample.stop(Timer.builder("mev.http.request")
                    .description("requests answered")
                    .serviceLevelObjectives(BOUNDS)
                    .tags(
                            "method",
                            METHODS.contains(method) ? method : "other",
                            "route",
                            route != null ? route : status < 400 ? "page" : "none",
                            "status",
                            Integer.toString(status))
                    .register(registry));
        }
    }

    Running start() {
        active.incrementAndGet();
        return new Running();
    }
}
