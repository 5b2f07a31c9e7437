package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.embedded.EmbeddedClickHouse;
import java.util.UUID;

/** One engine for a test class, and a database of its own for each test. */
final class Engine implements AutoCloseable {
    final EmbeddedClickHouse server = EmbeddedClickHouse.create();

    Engine() {
        server.start();
    }

    ClickHouseConfig config() {
        return ClickHouseConfig.of("127.0.0.1", server.port());
    }

    ClickHouseConfig freshDatabase() {
        return config().withDatabase("t" + UUID.randomUUID().toString().replace("-", ""));
    }

    @Override
    public void close() {
        server.close();
    }
}
