package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.event.EventSink;
import dev.mevsdk.core.event.SourcedEvent;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import dev.mevsdk.jobs.clickhouse.ClickHouseEventSink;
import dev.mevsdk.jobs.clickhouse.ClickHouseWatermark;
import dev.mevsdk.jobs.clickhouse.Migrations;
import java.util.List;

/** ClickHouse: its schema, the ingest's sink and the exports' watermark. Works whenever ClickHouse is there. */
final class StorageParts {
    private final ClickHouseConfig config;
    private final ClickHouse clickHouse;

    private StorageParts(ClickHouseConfig config, ClickHouse clickHouse) {
        this.config = config;
        this.clickHouse = clickHouse;
    }

    static StorageParts open(ServerConfig.Backends backends, OpenParts open) {
        ClickHouseConfig config = ClickHouseConfig.of(backends.clickHouseHost(), backends.clickHousePort())
                .withDatabase(backends.clickHouseDatabase())
                .withCredentials(backends.clickHouseUser(), backends.clickHousePassword());
        return new StorageParts(config, open.add("ClickHouse", ClickHouse.open(config)));
    }

    ClickHouse clickHouse() {
        return clickHouse;
    }

    ClickHouseWatermark watermark() {
        return new ClickHouseWatermark(clickHouse, ClickHouseWatermark.DEFAULT_LATENESS);
    }

    /** Applies the migrations before the first event, since ClickHouse may be away when the server starts. */
    EventSink sink() {
        return new MigratingSink(config, new ClickHouseEventSink(clickHouse));
    }

    /** @throws MevException RETRYABLE when it does not answer */
    void check() {
        if (!clickHouse.ping()) {
            throw MevException.retryable("ClickHouse does not answer: check CLICKHOUSE_HOST and CLICKHOUSE_PORT", null);
        }
    }

    private static final class MigratingSink implements EventSink {
        private final ClickHouseConfig config;
        private final EventSink sink;
        private boolean migrated;

        MigratingSink(ClickHouseConfig config, EventSink sink) {
            this.config = config;
            this.sink = sink;
        }

        @Override
        public void store(List<SourcedEvent> events) {
            if (!migrated) {
                Migrations.apply(config);
                migrated = true;
            }
            sink.store(events);
        }
    }
}
