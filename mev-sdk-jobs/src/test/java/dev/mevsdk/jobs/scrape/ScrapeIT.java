package dev.mevsdk.jobs.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mevsdk.core.MevException;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.jobs.JobOutcome;
import dev.mevsdk.jobs.clickhouse.ArrowSource;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import dev.mevsdk.jobs.clickhouse.Migrations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the real engine into files, which are held against the engine's own answers. */
class ScrapeIT {
    private static final int ROWS = 5000;
    private static EmbeddedClickHouse server;
    private static ClickHouse database;

    @TempDir
    Path folder;

    @BeforeAll
    static void insertEveryRowTwice() {
        server = EmbeddedClickHouse.create();
        server.start();
        ClickHouseConfig config = ClickHouseConfig.of(server.host(), server.port());
        Migrations.apply(config);
        database = ClickHouse.open(config);
        for (int i = 0; i < 2; i++) {
            database.execute(
                    "INSERT INTO mev_sandwich SELECT toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + number / 7,"
                            + " 18446744073709551615 - number, concat('it''s \"', toString(number)),"
                            + " ['raydium', 'orca', 'meteora'][number % 3 + 1], toString(sipHash64(number)), 'sandwich',"
                            + " number / 7, toInt64(number) * -1000, 0.5, arrayMap(k -> k / 3, range(number % 4)),"
                            + " '{\"a\":1}', '[]', '{}', '{}', '', '{}', if(number % 3 = 0, NULL, number / 10),"
                            + " if(number % 5 = 0, NULL, number % 2), toString(number), 'agent', number, 'v1', 1,"
                            + " number, 'sandwich-decisions', 0, number FROM numbers("
                            + ROWS + ")",
                    Map.of());
        }
    }

    @AfterAll
    static void stop() {
        database.close();
        server.close();
    }

    @Test
    void parquetHoldsTheEnginesRowsInOrder() throws Exception {
        JobOutcome.Publish outcome = scrape(database.arrow(), "parquet", List.of());
        Path file = onlyFile(outcome);

        List<Map<String, Object>> expected = database.rows(
                "SELECT toUnixTimestamp64Milli(dt) AS ms, toString(slot) AS slot, attacker, dex, net_sol, net_lamports,"
                        + " toString(tip_ladder) AS tips, confidence, label_is_sandwich, kafka_offset"
                        + " FROM mev_sandwich FINAL ORDER BY " + DatasetType.PRIMARY_KEY,
                Map.of());
        assertThat(expected).hasSize(ROWS);
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = duckDb.createStatement()
                        .executeQuery(
                                "SELECT epoch_ms(dt), CAST(slot AS VARCHAR), attacker, dex, net_sol, net_lamports,"
                                        + " tip_ladder, confidence, label_is_sandwich, kafka_offset FROM '" + file
                                        + "'")) {
            for (Map<String, Object> row : expected) {
                assertThat(rows.next()).isTrue();
                int c = 0;
                for (Object value : row.values()) {
                    c++;
                    if (c != 7) {
                        assertThat(text(rows.getObject(c))).isEqualTo(text(value));
                    }
                }
            }
            assertThat(rows.next()).isFalse();
        }
        assertSameAsTable(file);
    }

    /** All columns, compared by the engine itself. */
    private static void assertSameAsTable(Path file) {
        String columns = "* EXCEPT dt, toUnixTimestamp64Milli(dt) AS ms";
        String table = "SELECT " + columns + " FROM mev_sandwich FINAL";
        String read = "SELECT " + columns + " FROM file('" + file + "', Parquet)";
        assertThat(database.number("SELECT count() FROM (" + table + " EXCEPT " + read + ")", Map.of()))
                .isZero();
        assertThat(database.number("SELECT count() FROM (" + read + " EXCEPT " + table + ")", Map.of()))
                .isZero();
    }

    @Test
    void onlyTheChosenDexesAreExportedAsTheEngineWouldPrintThem() throws Exception {
        JobOutcome.Publish outcome = scrape(database.arrow(), "jsonl", List.of("orca", "meteora"));

        long expected = database.number("SELECT count() FROM mev_sandwich FINAL WHERE dex != 'raydium'", Map.of());
        List<String> lines = Files.readAllLines(onlyFile(outcome), StandardCharsets.UTF_8);
        assertThat(lines).hasSize((int) expected);
        assertThat(lines.get(0))
                .startsWith(
                        "{\"dt\":\"2026-01-01 00:00:00.000\",\"slot\":18446744073709551610,\"attacker\":\"it's \\\"5\"");
    }

    @Test
    void aSecondExportIsEqual() throws Exception {
        String one = hash(scrape(database.arrow(), "parquet", List.of()));
        String other = hash(scrape(database.arrow(), "parquet", List.of()));

        assertThat(other).isEqualTo(one);
    }

    @Test
    void anEngineThatDiesWhileItIsReadPublishesNothing() {
        AtomicInteger reads = new AtomicInteger();
        ArrowSource dying = (sql, parameters, reader) -> {
            if (reads.incrementAndGet() == 3) {
                server.kill();
            }
            return database.arrow().read(sql, parameters, reader);
        };
        try {
            assertThatThrownBy(() -> scrape(dying, "parquet", List.of()))
                    .isInstanceOfSatisfying(MevException.class, e -> assertThat(e.category())
                            .isEqualTo(MevException.Category.RETRYABLE));
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        } finally {
            server.start();
        }
    }

    private static String text(Object value) {
        return value instanceof Number number
                ? new java.math.BigDecimal(number.toString())
                        .stripTrailingZeros()
                        .toPlainString()
                : String.valueOf(value);
    }

    private static String hash(JobOutcome.Publish outcome) throws Exception {
        return new ObjectMapper()
                .readTree(outcome.manifest())
                .at("/files/0/sha256")
                .asText();
    }

    private static Path onlyFile(JobOutcome.Publish outcome) throws Exception {
        return outcome.staged()
                .resolve(new ObjectMapper()
                        .readTree(outcome.manifest())
                        .at("/files/0/name")
                        .asText());
    }

    private JobOutcome.Publish scrape(ArrowSource source, String format, List<String> dex) throws Exception {
        Path root = folder.toRealPath().resolve("out");
        ScrapeRequest request =
                new ScrapeRequest("2026-01-01", "2026-02-01", List.of("mev"), dex, format, null, null, null);
        RecordedJob job = new RecordedJob("scrape-" + java.util.UUID.randomUUID(), request);
        return (JobOutcome.Publish)
                new ScrapeHandler(source, table -> Instant.parse("2030-01-01T00:00:00Z"), DatasetConfig.of(root))
                        .run(job);
    }
}
