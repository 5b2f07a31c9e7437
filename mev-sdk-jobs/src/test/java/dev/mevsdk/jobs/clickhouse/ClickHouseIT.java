package dev.mevsdk.jobs.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClickHouseIT {
    private static Engine engine;
    private static ClickHouse clickHouse;

    @BeforeAll
    static void start() {
        engine = new Engine();
        clickHouse = ClickHouse.open(engine.config());
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
        engine.close();
    }

    @Test
    void rowsKeepTheirColumnsAndTypes() {
        List<Map<String, Object>> rows = clickHouse.rows(
                "SELECT {n:UInt64} AS n, 1.5 AS f, NULL AS nothing, [1, 2] AS list,"
                        + " toDateTime64('2024-08-21 12:00:00.5', 3, 'UTC') AS at",
                Map.of("n", "18446744073709551615"));
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).keySet()).containsExactly("n", "f", "nothing", "list", "at");
        assertThat(rows.get(0))
                .containsEntry("n", new BigInteger("18446744073709551615"))
                .containsEntry("f", 1.5)
                .containsEntry("nothing", null)
                .containsEntry("list", List.of(1, 2))
                .containsEntry("at", "2024-08-21 12:00:00.500");
        assertThat(clickHouse.number("SELECT count() FROM numbers(7)", Map.of()))
                .isEqualTo(7);
        assertThat(clickHouse.rows("DESCRIBE TABLE system.one", Map.of()).get(0))
                .containsEntry("name", "dummy")
                .containsEntry("type", "UInt8");
    }

    @Test
    void aRefusalIsBadInputWithItsCode() {
        assertThatThrownBy(() -> clickHouse.rows("SELECT * FROM nowhere", Map.of()))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.BAD_INPUT))
                .hasMessageContaining("Code: 60");
        assertThatThrownBy(() -> clickHouse.rows("SELECT 1", Map.of("x", "1")))
                .hasMessageContaining("no parameter `x`");
    }

    @Test
    void aServerThatIsAwayIsRetryableAndNamed() {
        try (ClickHouse away = ClickHouse.open(ClickHouseConfig.of("127.0.0.1", 1))) {
            assertThat(away.ping()).isFalse();
            assertThatThrownBy(() -> Migrations.apply(ClickHouseConfig.of("127.0.0.1", 1)))
                    .isInstanceOfSatisfying(MevException.class, e -> assertThat(e.category())
                            .isEqualTo(MevException.Category.RETRYABLE))
                    .hasMessageContaining("127.0.0.1:1");
        }
        assertThat(clickHouse.ping()).isTrue();
    }

    @Test
    void unknownKeysOfAnInsertAreRefused() {
        clickHouse.execute("CREATE TABLE strict (a UInt8) ENGINE = MergeTree ORDER BY a", Map.of());
        assertThatThrownBy(() -> clickHouse.insert("strict", "{\"b\":1}\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MevException.class);
        clickHouse.insert("strict", "{\"a\":1}\n".getBytes(StandardCharsets.UTF_8));
        assertThat(clickHouse.number("SELECT count() FROM strict", Map.of())).isEqualTo(1);
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(engine.config().withCredentials("reader", "s3cret"))
                .asString()
                .doesNotContain("s3cret");
    }

    @Test
    void migrationsAreAppliedOnceEvenByTwoAtOnce() throws Exception {
        ClickHouseConfig config = engine.freshDatabase();
        ExecutorService both = Executors.newFixedThreadPool(2);
        Callable<Integer> apply = () -> Migrations.apply(config);
        for (var done : both.invokeAll(List.of(apply, apply))) {
            done.get();
        }
        both.shutdown();
        assertThat(Migrations.apply(config)).isZero();
        try (ClickHouse migrated = ClickHouse.open(config)) {
            assertThat(migrated.rows("SELECT name FROM schema_migrations FINAL ORDER BY version", Map.of()))
                    .extracting(row -> row.get("name"))
                    .startsWith("mev_sandwich", "arbitrage", "bundle_outcomes", "control_audit");
            assertThat(migrated.number("SELECT count() FROM mev_sandwich", Map.of()))
                    .isZero();
        }
    }
}
