package dev.mevsdk.jobs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.MevException.Category;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.jobs.clickhouse.LimitExceededException;
import dev.mevsdk.jobs.clickhouse.LimitExceededException.Limit;
import dev.mevsdk.jobs.clickhouse.SelectResult.Column;
import dev.mevsdk.jobs.micrometer.QueryMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a query may return and take, on the real engine. */
@ExtendWith(EmbeddedServicesExtension.class)
class QueryLimitsIT {
    private static SampleQueries queries;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start(EmbeddedClickHouse engine) throws Exception {
        queries = SampleQueries.on(engine, "query_limits_it", folder);
    }

    @AfterAll
    static void stop() {
        queries.close();
    }

    @Test
    void valuesKeepTheirTypes() {
        QueryResult result = queries.run("types", Map.of());
        assertThat(result.columns())
                .extracting(Column::type)
                .containsExactly("UInt64", "Float64", "Float64", "Nullable(Nothing)", "Array(UInt8)");
        assertThat(result.rows())
                .containsExactly(Arrays.asList(9_007_199_254_740_993L, null, -1.5, null, List.of(1, 2)));
        assertThat(result.truncated()).isFalse();
    }

    @Test
    void aLimitCutsAndSaysSo() {
        QueryResult cut = queries.service().run(new QueryRequest("many", null, 7L));
        assertThat(cut.rows()).hasSize(7).last().isEqualTo(List.of(6));
        assertThat(cut.truncated()).isTrue();
        assertThat(queries.service()
                        .run(new QueryRequest("data_range", null, 4L))
                        .truncated())
                .isFalse();
        assertThat(queries.run("many", Map.of()).rows()).hasSize(QueryLimits.DEFAULT_ROWS);
        for (long wrong : new long[] {0, -1, 10_001, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> queries.service().run(new QueryRequest("many", null, wrong)))
                    .hasMessage("limit: must be 1..10000");
        }
    }

    @Test
    void whatTakesTooMuchIsStoppedAndSaysWhat() {
        assertExceeded("slow", Limit.TIME, "longer than 1 s");
        assertExceeded("hungry", Limit.MEMORY, "more than 8 MiB");
        for (String large : List.of("wide", "equal")) {
            assertThatThrownBy(() -> queries.service().run(new QueryRequest(large, null, 10_000L)))
                    .isInstanceOfSatisfying(LimitExceededException.class, e -> assertThat(e.limit())
                            .isEqualTo(Limit.RESULT_BYTES));
        }
        assertThat(queries.run("data_range", Map.of()).rows()).hasSize(4);
    }

    @Test
    void itsEndIsMeasured_byHowItEnded() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        QueryCatalog catalog = QueryCatalog.standard().with(folder);
        QueryService service = new QueryService(queries.clickHouse(), catalog, 1, new QueryMetrics(meters));
        service.run(new QueryRequest("data_range", null, null));
        for (String failing : List.of("hungry", "wide", "absent")) {
            assertThatThrownBy(() -> service.run(new QueryRequest(failing, null, 10_000L)))
                    .isInstanceOf(MevException.class);
        }
        assertThatThrownBy(() -> service.run(new QueryRequest("none", null, null)))
                .isInstanceOf(UnknownQueryException.class);
        assertThat(List.of("done", "over_limit", "failed"))
                .extracting(outcome ->
                        meters.get("mev.query").tag("outcome", outcome).timer().count())
                .containsExactly(1L, 2L, 1L);
        assertThat(meters.get("mev.queries.running").gauge().value()).isZero();
    }

    private static void assertExceeded(String query, Limit limit, String words) {
        assertThatThrownBy(() -> queries.run(query, Map.of()))
                .isInstanceOfSatisfying(
                        LimitExceededException.class, e -> assertThat(e.limit()).isEqualTo(limit))
                .hasMessageContaining(words);
    }

    @Test
    void oneMoreThanMayRunAtOnceIsAskedToComeBack() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        QueryService one = new QueryService(
                queries.clickHouse(), QueryCatalog.standard().with(slowFolder()), 1, new QueryMetrics(meters));
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            QueryRequest request = new QueryRequest("slower", null, null);
            List<Future<QueryResult>> both =
                    List.of(pool.submit(() -> one.run(request)), pool.submit(() -> one.run(request)));
            await().until(() -> gauge(meters, "mev.queries.running") == 1 && gauge(meters, "mev.queries.waiting") == 1);
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
            assertThat(meters.get("mev.queries.refused").counter().count()).isEqualTo(1);
            assertThat(gauge(meters, "mev.queries.waiting")).isZero();
        } finally {
            pool.shutdownNow();
        }
    }

    private static double gauge(SimpleMeterRegistry meters, String name) {
        return meters.get(name).gauge().value();
    }

    private static Path slowFolder() throws Exception {
        Path slow = Files.createDirectories(folder.resolve("slow"));
        Files.writeString(
                slow.resolve("slower.sql"),
                SampleQueries.HEAD
                        + "SELECT sum(sleepEachRow(0.9) + sleepEachRow(0.8) + sleepEachRow(0.7)) AS a FROM numbers(3)");
        return slow;
    }
}
