package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.event.EventSink;
import dev.mevsdk.jobs.clickhouse.ArrowSource;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import dev.mevsdk.jobs.clickhouse.ClickHouseEventSink;
import dev.mevsdk.jobs.clickhouse.ClickHouseWatermark;

/** ClickHouse: its schema, the ingest's sink and the exports' watermark. Works whenever ClickHouse is there. */
final class StorageParts {
    private final ClickHouse clickHouse;
    private final Schema schema;

    private StorageParts(ClickHouse clickHouse, Schema schema) {
        this.clickHouse = clickHouse;
        this.schema = schema;
    }

    static StorageParts open(ServerConfig.Backends backends, OpenParts open) {
        ClickHouseConfig config = backends.clickHouse();
        return new StorageParts(open.add("ClickHouse", ClickHouse.open(config)), new Schema(config));
    }

    ClickHouse clickHouse() {
        return clickHouse;
    }

    ArrowSource arrow() {
        return schema.before(clickHouse.arrow());
    }

    ClickHouseWatermark watermark() {
        return new ClickHouseWatermark(clickHouse, ClickHouseWatermark.DEFAULT_LATENESS);
    }

    EventSink sink() {
        return schema.before(new ClickHouseEventSink(clickHouse));
    }

    /** @throws MevException RETRYABLE when it does not answer */
    void check() {
        if (!clickHouse.ping()) {
            throw MevException.retryable(
                    "ClickHouse does not answer: check CLICKHOUSE_HOST, CLICKHOUSE_PORT and CLICKHOUSE_TLS with its files",
                    null);
        }
        schema.ensure();
    }
}
