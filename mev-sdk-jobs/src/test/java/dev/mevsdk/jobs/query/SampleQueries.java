package dev.mevsdk.jobs.query;

import dev.mevsdk.core.event.SourcedEvent;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import dev.mevsdk.jobs.clickhouse.ClickHouseEventSink;
import dev.mevsdk.jobs.clickhouse.Migrations;
import dev.mevsdk.jobs.clickhouse.SelectResult.Column;
import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.BundleOutcome.Status;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MevOpportunity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Some stored events, and queries of its own beside the shipped ones, in a database of its own. */
final class SampleQueries implements AutoCloseable {
    static final String HEAD = "-- description: d\n-- columns: a\n";

    private static final Instant START = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.MINUTES);

    private final List<SourcedEvent> events = new ArrayList<>();
    private final Path folder;
    private final ClickHouse clickHouse;
    private final QueryService service;

    private SampleQueries(ClickHouseConfig config, Path folder) throws Exception {
        this.folder = folder;
        Migrations.apply(config);
        clickHouse = ClickHouse.open(config);
        store();
        own("types", "SELECT 9007199254740993::UInt64 AS a, nan AS b, -1.5 AS c, NULL AS d, [1, 2]::Array(UInt8) AS e");
        own("echo", "-- param: text String\n", "SELECT {text:String} AS a");
        own("many", "SELECT number AS a FROM numbers(1000000)");
        own("slow", "-- seconds: 1\n", "SELECT sum(sleepEachRow(0.00003)) AS a FROM numbers(650000)");
        own("hungry", "-- memory_mib: 8\n", "SELECT length(groupArray(number)) AS a FROM numbers(10000000)");
        own("wide", "SELECT repeat('x', 10000 + number % 2) AS a FROM numbers(10000)");
        own("equal", "SELECT repeat('x', 10000) AS a FROM numbers(10000)");
        own("absent", "SELECT a FROM no_such_table");
        service = new QueryService(clickHouse, QueryCatalog.standard().with(folder), 2);
    }

    /** @param folder for the queries' files */
    static SampleQueries on(EmbeddedClickHouse engine, String database, Path folder) throws Exception {
        return new SampleQueries(
                ClickHouseConfig.of(engine.host(), engine.port()).withDatabase(database), folder);
    }

    QueryService service() {
        return service;
    }

    ClickHouse clickHouse() {
        return clickHouse;
    }

    private void own(String name, String... parts) throws Exception {
        Files.writeString(folder.resolve(name + ".sql"), HEAD + String.join("", parts));
    }

    private void store() {
        event(
                0,
                Envelope.newBuilder()
                        .setAgentId("a1")
                        .setArb(ArbOpportunity.newBuilder().setSlot(7).setNetLamports(5)));
        event(
                1,
                Envelope.newBuilder()
                        .setMev(MevOpportunity.newBuilder()
                                .setSlot(8)
                                .setNetLamports(-9)
                                .setBundleId("it's")));
        outcome(60, "it's", Status.ACCEPTED, 0, "");
        outcome(61, "it's", Status.PROCESSED, 0, "");
        outcome(62, "it's", Status.FINALIZED, 5_000, "");
        outcome(63, "lost", Status.REJECTED, 0, "auction_bid");
        outcome(120, "later", Status.DROPPED, 0, "blockhash_expired");
        new ClickHouseEventSink(clickHouse).store(events);
        clickHouse.insert(
                "control_audit",
                "{\"dt\":\"2026-01-01 00:00:00.000\",\"module\":\"mev\",\"action\":\"kill\",\"request_id\":\"r\",\"policy_version\":3}\n"
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void outcome(int second, String bundle, Status status, long profit, String reason) {
        event(
                second,
                Envelope.newBuilder()
                        .setModule("mev")
                        .setOutcome(BundleOutcome.newBuilder()
                                .setBundleId(bundle)
                                .setStatus(status)
                                .setReason(reason)
                                .setTipLamports(1_000)
                                .setFeeLamports(10)
                                .setProfitLamports(profit)));
    }

    private void event(int second, Envelope.Builder event) {
        long millis = START.plusSeconds(second).toEpochMilli();
        Envelope sent = event.setEmittedAtNs(millis * 1_000_000)
                .setEventId("e" + events.size())
                .build();
        events.add(new SourcedEvent("t", 0, events.size(), millis, sent));
    }

    QueryResult run(String name, Map<String, @Nullable Object> params) {
        return service.run(new QueryRequest(name, params, null));
    }

    /** The values of some columns. */
    static List<List<@Nullable Object>> cells(QueryResult result, String... columns) {
        List<String> names = result.columns().stream().map(Column::name).toList();
        return result.rows().stream()
                .map(row -> Arrays.stream(columns)
                        .<@Nullable Object>map(column -> row.get(names.indexOf(column)))
                        .toList())
                .toList();
    }

    @Override
    public void close() {
        clickHouse.close();
    }
}
