package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mevsdk.core.auth.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of ClickHouse beside what may be asked. */
interface BadQueries extends BadInput {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {\"name\":\"bundle_state\"} | did you mean bundle_states?",
                "404 | {\"name\":\"SELECT * FROM system.users\"} | decisions_recent",
                "404 | {} | decisions_recent",
                "404 | {\"name\":\"../../etc/passwd\"} | decisions_recent",
                "400 | {\"name\":\"bundle_history\"} | params.bundle_id: must be set",
                "400 | {\"name\":\"bundle_history\",\"params\":{\"bundle_id\":{\"$ne\":1}}} | params.bundle_id",
                "400 | {\"name\":\"bundle_history\",\"params\":[]} | params",
                "400 | {\"name\":\"data_range\",\"params\":{\"readonly\":\"0\"}} | there is no readonly",
                "400 | {\"name\":\"data_range\",\"params\":{\"max_execution_time\":0}} | there is no max_execution_time",
                "400 | {\"name\":\"data_range\",\"limit\":0} | limit: must be 1..10000",
                "400 | {\"name\":\"data_range\",\"limit\":9223372036854775807} | limit: must be 1..10000",
                "400 | {\"name\":\"data_range\",\"limit\":99999999999999999999999999} | limit",
                "400 | {\"name\":\"data_range\",\"limit\":\"1; DROP TABLE arbitrage\"} | limit",
                "400 | {\"name\":\"decisions_recent\",\"params\":{\"since\":\"1' OR '1'='1\"}} | params.since",
                "400 | {\"name\":\"decisions_recent\",\"params\":{\"min_net_lamports\":1e99999}} | params.min_net_lamports",
            })
    default void queriesAreRefusedWithWhatIsWrong(int status, String body, String named) throws Exception {
        JsonNode problem = problem(server().post("/api/clickhouse/query", body, Role.VIEWER), status);
        assertThat(problem.get("detail").asText()).contains(named);
    }

    @Test
    default void onlyNamedQueriesReachClickHouse() throws Exception {
        String sql = "{\"name\":\"data_range\",\"sql\":\"DROP TABLE arbitrage\",\"query\":\"DROP TABLE arbitrage\"}";
        assertThat(server().post("/api/clickhouse/query?query=DROP%20TABLE%20arbitrage&readonly=0", sql, Role.VIEWER)
                        .statusCode())
                .isEqualTo(200);
        problem(server().post("/api/clickhouse", "SELECT 1", Role.ADMIN), 404);
        problem(server().get("/api/clickhouse/query", Role.ADMIN), 405);
        String text = "{\"name\":\"bundle_history\",\"params\":{\"bundle_id\":\"" + "x".repeat(10 << 20) + "\"}}";
        problem(server().post("/api/clickhouse/query", text, Role.VIEWER), 413);
    }
}
