package dev.mevsdk.jobs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.MevException.Category;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller can't make of a query, on the real engine. */
@ExtendWith(EmbeddedServicesExtension.class)
class QueryInputIT {
    private static SampleQueries queries;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start(EmbeddedClickHouse engine) throws Exception {
        queries = SampleQueries.on(engine, "query_input_it", folder);
    }

    @AfterAll
    static void stop() {
        queries.close();
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
        assertThat(queries.run("echo", Map.of("text", text)).rows()).containsExactly(List.of(text));
        assertThat(queries.run("bundle_history", Map.of("bundle_id", text)).rows())
                .isEmpty();
        assertThat(SampleQueries.cells(queries.run("data_range", Map.of()), "table"))
                .hasSize(4);
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
        assertThatThrownBy(() -> queries.run(query, params))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(Category.BAD_INPUT))
                .hasMessageContaining(problem);
    }

    @Test
    void aNameThatIsNoneGetsTheListAndASuggestion() {
        assertThatThrownBy(() -> queries.run("bundle_state", Map.of()))
                .isInstanceOf(UnknownQueryException.class)
                .hasMessageContaining("bundle_history, bundle_states")
                .hasMessageEndingWith("did you mean bundle_states?");
        for (String name : List.of("", "SELECT 1", "../echo", "echo.sql", "x".repeat(100_000))) {
            assertThatThrownBy(() -> queries.run(name, Map.of()))
                    .isInstanceOf(UnknownQueryException.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
        }
    }

    /** That is the operator's fault, not the caller's. */
    @Test
    void aQueryThatClickHouseRefusesIsFatalAndNamed() {
        assertThatThrownBy(() -> queries.run("absent", Map.of()))
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
        assertThatThrownBy(() -> queries.clickHouse()
                        .select(
                                sql,
                                Map.of(),
                                new dev.mevsdk.jobs.clickhouse.SelectLimits(10, QueryLimits.DEFAULT_TIME, 1L << 28)))
                .hasMessageContaining("readonly");
        assertThat(SampleQueries.cells(queries.run("data_range", Map.of()), "rows"))
                .startsWith(List.of(1));
    }
}
