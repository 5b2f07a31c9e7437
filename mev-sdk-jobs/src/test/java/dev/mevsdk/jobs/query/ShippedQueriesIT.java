package dev.mevsdk.jobs.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.jobs.clickhouse.SelectResult.Column;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped queries answer, on the real engine. */
@ExtendWith(EmbeddedServicesExtension.class)
class ShippedQueriesIT {
    private static SampleQueries queries;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start(EmbeddedClickHouse engine) throws Exception {
        queries = SampleQueries.on(engine, "shipped_queries_it", folder);
    }

    @AfterAll
    static void stop() {
        queries.close();
    }

    @Test
    void everyShippedQueryRunsAndHasTheColumnsItDeclares() {
        for (CuratedQuery query : QueryCatalog.standard().queries()) {
            Map<String, @Nullable Object> params =
                    query.name().equals("bundle_history") ? Map.of("bundle_id", "it's") : Map.of();
            assertThat(queries.run(query.name(), params).columns())
                    .as(query.name())
                    .extracting(Column::name)
                    .isEqualTo(query.columns());
        }
    }

    @Test
    void decisionsOfBothModulesComeNewestFirst() {
        assertThat(SampleQueries.cells(
                        queries.run("decisions_recent", Map.of()), "module", "slot", "bundle_id", "agent_id"))
                .containsExactly(List.of("mev", 8, "it's", ""), List.of("arbitrage", 7, "", "a1"));
        assertThat(SampleQueries.cells(queries.run("decisions_recent", Map.of("module", "arbitrage")), "module"))
                .containsExactly(List.of("arbitrage"));
        assertThat(SampleQueries.cells(queries.run("decisions_recent", Map.of("min_net_lamports", 0)), "net_lamports"))
                .containsExactly(List.of(5));
        assertThat(queries.run("decisions_recent", Map.of("until", "2020-01-01"))
                        .rows())
                .isEmpty();
    }

    @Test
    void bundlesAreToldByTheirStateAndTheirHistory() {
        assertThat(SampleQueries.cells(
                        queries.run("bundle_states", Map.of()), "bundle_id", "state", "explanation", "pnl_lamports"))
                .containsExactly(
                        List.of("later", "DROPPED", "did not land: its blockhash expired; missing: accepted", -10),
                        List.of("lost", "REJECTED", "rejected: outbid in the auction", -10),
                        List.of("it's", "FINALIZED", "landed and final", 3_990));
        assertThat(SampleQueries.cells(
                        queries.run("bundle_states", Map.of("state", "REJECTED", "module", "mev")), "bundle_id"))
                .containsExactly(List.of("lost"));
        assertThat(SampleQueries.cells(queries.run("bundle_history", Map.of("bundle_id", "it's")), "status", "module"))
                .containsExactly(List.of("ACCEPTED", "mev"), List.of("PROCESSED", "mev"), List.of("FINALIZED", "mev"));
    }

    @Test
    void moneyAndLandingAddUpByMinute() {
        List<List<@Nullable Object>> pnl =
                SampleQueries.cells(queries.run("pnl_by_minute", Map.of()), "settled", "tip_lamports", "pnl_lamports");
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
        assertThat(SampleQueries.cells(
                        queries.run("landed_by_minute", Map.of("module", "mev")), "landed", "landed_fraction"))
                .hasSizeGreaterThanOrEqualTo(2)
                .startsWith(List.of(0, 0));
        assertThat(queries.run("landed_by_minute", Map.of("module", "arbitrage"))
                        .rows())
                .isEmpty();
    }

    @Test
    void rangesAndAuditAreTold() {
        assertThat(SampleQueries.cells(queries.run("data_range", Map.of()), "table", "rows"))
                .containsExactly(
                        List.of("arbitrage", 1),
                        List.of("bundle_outcomes", 5),
                        List.of("control_audit", 1),
                        List.of("mev_sandwich", 1));
        assertThat(SampleQueries.cells(
                        queries.run("control_audit_recent", Map.of("since", "2025-12-31")),
                        "action",
                        "agent",
                        "policy_version"))
                .containsExactly(List.of("kill", "", 3));
    }
}
