package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.control.AuditSink;
import dev.mevsdk.core.event.EventSink;
import dev.mevsdk.core.metrics.MetricsSource;
import dev.mevsdk.jobs.clickhouse.ArrowSource;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseAudit;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import dev.mevsdk.jobs.clickhouse.ClickHouseEventSink;
import dev.mevsdk.jobs.clickhouse.ClickHouseMetrics;
import dev.mevsdk.jobs.clickhouse.ClickHouseWatermark;
import dev.mevsdk.jobs.query.QueryCatalog;
import dev.mevsdk.jobs.query.QueryLimits;
import dev.mevsdk.jobs.query.QueryObserver;
import dev.mevsdk.jobs.query.QueryService;
import java.time.Duration;
import java.util.List;

/** ClickHouse: its schema, the ingest's sink and the exports' watermark. Works whenever ClickHouse is there. */
final class StorageParts {
    /** For one answer to the metrics: what hangs must not hang for long. */
    private static final Duration METRICS_TIMEOUT = Duration.ofSeconds(5);
    /** Beyond the longest time that a query may take. */
    private static final Duration QUERY_TIMEOUT = QueryLimits.MOST_TIME.plusSeconds(5);

    private final ClickHouseConfig config;
    private final OpenParts open;
    private final ClickHouse clickHouse;
    private final Schema schema;

    private StorageParts(ClickHouseConfig config, OpenParts open) {
        this.config = config;
        this.open = open;
        this.clickHouse = open.add("ClickHouse", ClickHouse.open(config));
        this.schema = new Schema(config);
    }

    static StorageParts open(ServerConfig.Backends backends, OpenParts open) {
        return new StorageParts(backends.clickHouse(), open);
    }

    MetricsSource metrics(List<String> modules) {
        return schema.before(new ClickHouseMetrics(impatient("the metrics' ClickHouse", METRICS_TIMEOUT), modules));
    }

    QueryService queries(QueryCatalog catalog, QueryObserver observer) {
        ClickHouse reader = impatient("the queries' ClickHouse", QUERY_TIMEOUT);
        return new QueryService(reader, catalog, QueryService.DEFAULT_CONCURRENCY, observer);
    }

    /**
     * Brings the tables up to date, if nobody did so before.
     *
     * @throws MevException RETRYABLE while ClickHouse is away
     */
    void prepare() {
        schema.ensure();
    }

    private ClickHouse impatient(String name, Duration limit) {
        return open.add(name, ClickHouse.open(config.withTimeouts(METRICS_TIMEOUT, limit, limit)));
    }

    ArrowSource arrow() {
        return schema.before(clickHouse.arrow());
    }

    ClickHouseWatermark watermark() {
        return new ClickHouseWatermark(clickHouse, ClickHouseWatermark.DEFAULT_LATENESS);
    }

    AuditSink audit() {
        return schema.before(new ClickHouseAudit(clickHouse));
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
