package dev.mevsdk.transport.metrics;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Two agents' figures as a program exports them. Each scrape finds 100 decisions more: one agent's 50 up to 5 ms, the
 * other's 40 up to 5 ms and 10 from 5 to 10 ms.
 */
final class ScrapedFleet implements AutoCloseable {
    private final AtomicLong scrapes = new AtomicLong();
    private final HttpServer server;

    ScrapedFleet() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] body = page(scrapes.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    private static String page(long n) {
        return """
                # TYPE mev_hotpath_seconds histogram
                mev_hotpath_seconds_bucket{agent="a",le="0.005"} %1$d
                mev_hotpath_seconds_bucket{agent="a",le="0.01"} %1$d
                mev_hotpath_seconds_bucket{agent="a",le="+Inf"} %1$d
                mev_hotpath_seconds_bucket{agent="b",le="0.005"} %2$d
                mev_hotpath_seconds_bucket{agent="b",le="0.01"} %1$d
                mev_hotpath_seconds_bucket{agent="b",le="+Inf"} %1$d
                # TYPE mev_bundles_landed_total counter
                mev_bundles_landed_total %3$d
                # TYPE mev_bundles_settled_total counter
                mev_bundles_settled_total %4$d
                """.formatted(50 * n, 40 * n, n, 4 * n);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
