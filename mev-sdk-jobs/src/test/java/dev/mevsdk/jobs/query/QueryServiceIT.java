package dev.mevsdk.jobs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.MevException.Category;
import dev.mevsdk.core.event.SourcedEvent;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import dev.mevsdk.jobs.clickhouse.ClickHouseEventSink;
import dev.mevsdk.jobs.clickhouse.LimitExceededException;
import dev.mevsdk.jobs.clickhouse.LimitExceededException.Limit;
import dev.mevsdk.jobs.clickhouse.Migrations;
import dev.mevsdk.jobs.clickhouse.SelectResult.Column;
import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.BundleOutcome.Status;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MevOpportunity;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the real engine: what the shipped queries answer, and what a caller can't make of them. */
@ExtendWith(EmbeddedServicesExtension.class)
class QueryServiceIT {
    private static final Instant START = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.MINUTES);
    private static final String HEAD = "-- description: d\n-- columns: a\n";

    @TempDir
    static Path folder;

    private static final List<SourcedEvent> EVENTS = new ArrayList<>();
    private static ClickHouse clickHouse;
    private static QueryService service;

    @BeforeAll
    static void start(EmbeddedClickHouse engine) throws Exception {
        ClickHouseConfig config =
                ClickHouseConfig.of(engine.host(), engine.port()).withDatabase("query_service_it");
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

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    private static void own(String name, String... parts) throws Exception {
        Files.writeString(folder.resolve(name + ".sql"), HEAD + String.join("", parts));
    }

    private static void store() {
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
        new ClickHouseEventSink(clickHouse).store(EVENTS);
        clickHouse.insert(
                "control_audit",
                "{\"dt\":\"2026-01-01 00:00:00.000\",\"module\":\"mev\",\"action\":\"kill\",\"request_id\":\"r\",\"policy_version\":3}\n"
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void outcome(int second, String bundle, Status status, long profit, String reason) {
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

    private static void event(int second, Envelope.Builder event) {
        long millis = START.plusSeconds(second).toEpochMilli();
        Envelope sent = event.setEmittedAtNs(millis * 1_000_000)
                .setEventId("e" + EVENTS.size())
                .build();
        EVENTS.add(new SourcedEvent("t", 0, EVENTS.size(), millis, sent));
    }

    private static QueryResult run(String name, Map<String, @Nullable Object> params) {
        return service.run(new QueryRequest(name, params, null));
    }

    /** The values of some columns. */
    private static List<List<@Nullable Object>> cells(QueryResult result, String... columns) {
        List<String> names = result.columns().stream().map(Column::name).toList();
        return result.rows().stream()
                .map(row -> Arrays.stream(columns)
                        .<@Nullable Object>map(column -> row.get(names.indexOf(column)))
                        .toList())
                .toList();
    }

    @Test
    void everyShippedQueryRunsAndHasTheColumnsItDeclares() {
        for (CuratedQuery query : QueryCatalog.standard().queries()) {
            Map<String, @Nullable Object> params =
                    query.name().equals("bundle_history") ? Map.of("bundle_id", "it's") : Map.of();
            assertThat(run(query.name(), params).columns())
                    .as(query.name())
                    .extracting(Column::name)
                    .isEqualTo(query.columns());
        }
    }

    @Test
    void decisionsOfBothModulesComeNewestFirst() {
        assertThat(cells(run("decisions_recent", Map.of()), "module", "slot", "bundle_id", "agent_id"))
                .containsExactly(List.of("mev", 8, "it's", ""), List.of("arbitrage", 7, "", "a1"));
        assertThat(cells(run("decisions_recent", Map.of("module", "arbitrage")), "module"))
                .containsExactly(List.of("arbitrage"));
        assertThat(cells(run("decisions_recent", Map.of("min_net_lamports", 0)), "net_lamports"))
                .containsExactly(List.of(5));
        assertThat(run("decisions_recent", Map.of("until", "2020-01-01")).rows())
                .isEmpty();
    }

    @Test
    void bundlesAreToldByTheirStateAndTheirHistory() {
        assertThat(cells(run("bundle_states", Map.of()), "bundle_id", "state", "explanation", "pnl_lamports"))
                .containsExactly(
                        List.of("later", "DROPPED", "did not land: its blockhash expired; missing: accepted", -10),
                        List.of("lost", "REJECTED", "rejected: outbid in the auction", -10),
                        List.of("it's", "FINALIZED", "landed and final", 3_990));
        assertThat(cells(run("bundle_states", Map.of("state", "REJECTED", "module", "mev")), "bundle_id"))
                .containsExactly(List.of("lost"));
        assertThat(cells(run("bundle_history", Map.of("bundle_id", "it's")), "status", "module"))
                .containsExactly(List.of("ACCEPTED", "mev"), List.of("PROCESSED", "mev"), List.of("FINALIZED", "mev"));
    }

    @Test
    void moneyAndLandingAddUpByMinute() {
        List<List<@Nullable Object>> pnl =
                cells(run("pnl_by_minute", Map.of()), "settled", "tip_lamports", "pnl_lamports");
        assertThat(pnl.stream()
                        .mapToLong(row -> ((Number) row.get(0)).longValue())
                        .sum())
                .isEqualTo(3);
        assertThat(pnl.stream()
                        .mapToLong(row -> ((Number) row.get(1)).longValue())
                        .sum())
                .isEqualTo(1_000);
        assertThat(pnl.stream()
                        .mapToLong(row -> ((Number) row.get(2)).longValue())
                        .sum())
                .isEqualTo(3_970);
        assertThat(cells(run("landed_by_minute", Map.of("module", "mev")), "landed", "landed_fraction"))
                .hasSizeGreaterThanOrEqualTo(2)
                .startsWith(List.of(0, 0));
        assertThat(run("landed_by_minute", Map.of("module", "arbitrage")).rows())
                .isEmpty();
    }

    @Test
    void rangesAndAuditAreTold() {
        assertThat(cells(run("data_range", Map.of()), "table", "rows"))
                .containsExactly(
                        List.of("arbitrage", 1),
                        List.of("bundle_outcomes", 5),
                        List.of("control_audit", 1),
                        List.of("mev_sandwich", 1));
        assertThat(cells(
                        run("control_audit_recent", Map.of("since", "2025-12-31")),
                        "action",
                        "agent",
                        "policy_version"))
                .containsExactly(List.of("kill", "", 3));
    }

    @Test
    void valuesKeepTheirTypes() {
        QueryResult result = run("types", Map.of());
        assertThat(result.columns())
                .extracting(Column::type)
                .containsExactly("UInt64", "Float64", "Float64", "Nullable(Nothing)", "Array(UInt8)");
        assertThat(result.rows())
                .containsExactly(Arrays.asList(9_007_199_254_740_993L, null, -1.5, null, List.of(1, 2)));
        assertThat(result.truncated()).isFalse();
    }

    @Test
    void aLimitCutsAndSaysSo() {
        QueryResult cut = service.run(new QueryRequest("many", null, 7L));
        assertThat(cut.rows()).hasSize(7).last().isEqualTo(List.of(6));
        assertThat(cut.truncated()).isTrue();
        assertThat(service.run(new QueryRequest("data_range", null, 4L)).truncated())
                .isFalse();
        assertThat(run("many", Map.of()).rows()).hasSize(QueryLimits.DEFAULT_ROWS);
        for (long wrong : new long[] {0, -1, 10_001, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> service.run(new QueryRequest("many", null, wrong)))
                    .hasMessage("limit: must be 1..10000");
        }
    }

    @Test
    void whatTakesTooMuchIsStoppedAndSaysWhat() {
        assertExceeded("slow", Limit.TIME, "longer than 1 s");
        assertExceeded("hungry", Limit.MEMORY, "more than 8 MiB");
        for (String large : List.of("wide", "equal")) {
            assertThatThrownBy(() -> service.run(new QueryRequest(large, null, 10_000L)))
                    .isInstanceOfSatisfying(LimitExceededException.class, e -> assertThat(e.limit())
                            .isEqualTo(Limit.RESULT_BYTES));
        }
        assertThat(run("data_range", Map.of()).rows()).hasSize(4);
    }

    private static void assertExceeded(String query, Limit limit, String words) {
        assertThatThrownBy(() -> run(query, Map.of()))
                .isInstanceOfSatisfying(
                        LimitExceededException.class, e -> assertThat(e.limit()).isEqualTo(limit))
                .hasMessageContaining(words);
    }

    @Test
    void oneMoreThanMayRunAtOnceIsAskedToComeBack() throws Exception {
        QueryService one = new QueryService(clickHouse, QueryCatalog.standard().with(slowFolder()), 1);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            QueryRequest request = new QueryRequest("slower", null, null);
            List<Future<QueryResult>> both =
                    List.of(pool.submit(() -> one.run(request)), pool.submit(() -> one.run(request)));
            List<Throwable> refused = new ArrayList<>();
            for (Future<QueryResult> each : both) {
                try {
                    each.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    refused.add(e.getCause());
                }
            }
            assertThat(refused).singleElement().isInstanceOfSatisfying(MevException.class, e -> {
                assertThat(e.category()).isEqualTo(Category.RETRYABLE);
                assertThat(e).hasMessageContaining("queries run already");
            });
        } finally {
            pool.shutdownNow();
        }
    }

    private static Path slowFolder() throws Exception {
        Path slow = Files.createDirectories(folder.resolve("slow"));
        Files.writeString(
                slow.resolve("slower.sql"),
                HEAD + "SELECT sum(sleepEachRow(0.9) + sleepEachRow(0.8) + sleepEachRow(0.7)) AS a FROM numbers(3)");
        return slow;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE arbitrage; --",
                "' OR '1'='1",
                "\\'; SELECT 1; --",
                "\\",
                "a\0b",
                "line\nbreak\ttab\rreturn",
                "{text:String}",
                "&readonly=0&max_execution_time=0",
                "%27%00",
                "\u2028\ud83d\ude00\u00e9",
            })
    void aTextStaysTheTextItWas(String text) {
        assertThat(run("echo", Map.of("text", text)).rows()).containsExactly(List.of(text));
        assertThat(run("bundle_history", Map.of("bundle_id", text)).rows()).isEmpty();
        assertThat(cells(run("data_range", Map.of()), "table")).hasSize(4);
    }

    @Test
    void whatIsNoParameterIsNamed() {
        assertRefused("echo", Map.of(), "params.text: must be set");
        assertRefused("echo", Map.of("text", 1), "params.text: must be a text");
        assertRefused("echo", Map.of("text", List.of("a")), "params.text: must be a text");
        assertRefused("echo", Map.of("text", "x".repeat(1_001)), "params.text: must be a text of at most 1000");
        assertRefused("echo", Map.of("text", "x".repeat(10 << 20)), "params.text: must be a text of at most 1000");
        assertRefused("echo", Map.of("text", "x", "readonly", "0"), "there is no readonly");
        assertRefused("echo", Map.of("text", "x", "param_text", "y"), "there is no param_text");
        assertRefused(
                "decisions_recent", Map.of("module", "both"), "params.module: must be one of '', 'arbitrage', 'mev'");
        assertRefused("decisions_recent", Map.of("since", 5), "params.since: must be an ISO date");
        assertRefused("decisions_recent", Map.of("since", "2026-01-01' OR 1=1"), "params.since: must be an ISO date");
        for (Object wrong : List.of("1e999999999", "x", 1.5, new BigInteger("9223372036854775808"), true, Map.of())) {
            assertRefused(
                    "decisions_recent",
                    Map.of("min_net_lamports", wrong),
                    "params.min_net_lamports: must be a whole number");
        }
    }

    private static void assertRefused(String query, Map<String, @Nullable Object> params, String problem) {
        assertThatThrownBy(() -> run(query, params))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(Category.BAD_INPUT))
                .hasMessageContaining(problem);
    }

    @Test
    void aNameThatIsNoneGetsTheListAndASuggestion() {
        assertThatThrownBy(() -> run("bundle_state", Map.of()))
                .isInstanceOf(UnknownQueryException.class)
                .hasMessageContaining("bundle_history, bundle_states")
                .hasMessageEndingWith("did you mean bundle_states?");
        for (String name : List.of("", "SELECT 1", "../echo", "echo.sql", "x".repeat(100_000))) {
            assertThatThrownBy(() -> run(name, Map.of()))
                    .isInstanceOf(UnknownQueryException.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
        }
    }

    /** That is the operator's fault, not the caller's. */
    @Test
    void aQueryThatClickHouseRefusesIsFatalAndNamed() {
        assertThatThrownBy(() -> run("absent", Map.of()))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(Category.FATAL))
                .hasMessageContaining("ClickHouse refuses the query absent");
    }

    /** Past the check of the text, the server itself refuses to write. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE arbitrage",
                "INSERT INTO arbitrage (slot) SELECT 1",
                "CREATE TABLE mine (a UInt8) ENGINE = Memory",
                "ALTER TABLE arbitrage DELETE WHERE 1",
                "SELECT 1 SETTINGS readonly = 0",
            })
    void theServerReadsOnly(String sql) {
        assertThatThrownBy(() -> clickHouse.select(
                        sql,
                        Map.of(),
                        new dev.mevsdk.jobs.clickhouse.SelectLimits(10, QueryLimits.DEFAULT_TIME, 1L << 28)))
                .hasMessageContaining("readonly");
        assertThat(cells(run("data_range", Map.of()), "rows")).startsWith(List.of(1));
    }
}
