package dev.mevsdk.ml.training;

import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.jobs.clickhouse.ArrowSource;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import dev.mevsdk.jobs.clickhouse.Migrations;
import java.nio.charset.StandardCharsets;

/** A database of the test's own, with the project's tables. */
final class TestDatabase implements AutoCloseable {
    private final ClickHouse database;

    TestDatabase(EmbeddedClickHouse server, String name) {
        ClickHouseConfig config =
                ClickHouseConfig.of(server.host(), server.port()).withDatabase(name);
        Migrations.apply(config);
        database = ClickHouse.open(config);
    }

    ArrowSource arrow() {
        return database.arrow();
    }

    /** @param lines one JSON object per row */
    void insert(String table, String lines) {
        database.insert(table, lines.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        database.close();
    }
}
