package dev.mevsdk.server;

import dev.mevsdk.core.control.AuditEntry;
import dev.mevsdk.core.control.AuditSink;
import dev.mevsdk.core.event.EventSink;
import dev.mevsdk.core.metrics.MetricsReading;
import dev.mevsdk.core.metrics.MetricsSource;
import dev.mevsdk.jobs.clickhouse.ArrowSource;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import dev.mevsdk.jobs.clickhouse.Migrations;
import java.util.List;

/**
 * The tables, brought up to date before they are first used: ClickHouse may be away when the server starts, and a job or
 * an event may come before anyone looked whether it is back. Thread-safe.
 */
final class Schema {
    private final ClickHouseConfig config;
    private volatile boolean applied;

    Schema(ClickHouseConfig config) {
        this.config = config;
    }

    /** @throws dev.mevsdk.core.MevException RETRYABLE while ClickHouse is away */
    void ensure() {
        if (!applied) {
            apply();
        }
    }

    EventSink before(EventSink sink) {
        return events -> {
            ensure();
            sink.store(events);
        };
    }

    AuditSink before(AuditSink sink) {
        return new AuditSink() {
            @Override
            public long lastOffset(String topic, int partition) {
                ensure();
                return sink.lastOffset(topic, partition);
            }

            @Override
            public void store(List<AuditEntry> entries) {
                ensure();
                sink.store(entries);
            }
        };
    }

    ArrowSource before(ArrowSource source) {
        return (sql, parameters, reader) -> {
            ensure();
            return source.read(sql, parameters, reader);
        };
    }

    MetricsSource before(MetricsSource source) {
        return new MetricsSource() {
            @Override
            public String name() {
                return source.name();
            }

            @Override
            public List<String> modules() {
                return source.modules();
            }

            @Override
            public MetricsReading read() {
                ensure();
                return source.read();
            }
        };
    }

    private synchronized void apply() {
        if (!applied) {
            Migrations.apply(config);
            applied = true;
        }
    }
}
