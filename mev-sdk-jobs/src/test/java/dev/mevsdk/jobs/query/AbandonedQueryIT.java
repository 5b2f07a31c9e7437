package dev.mevsdk.jobs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.MevException.Category;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A query whose caller no longer waits ends on the server, long before it would by itself. */
@ExtendWith(EmbeddedServicesExtension.class)
class AbandonedQueryIT {
    private static final String MINUTE_LONG = "-- description: d\n-- columns: a\n-- seconds: 60\n"
            + "SELECT sum(sleepEachRow(0.00001)) AS a FROM numbers(6000000)";
    private static final String RUNNING =
            "SELECT count() AS n FROM system.processes WHERE query LIKE '%sleepEachRow%' AND query NOT LIKE '%processes%'";

    @TempDir
    Path folder;

    @Test
    void interruptingTheCallerEndsTheQuery(EmbeddedClickHouse engine) throws Exception {
        Files.writeString(folder.resolve("long.sql"), MINUTE_LONG);
        Files.writeString(folder.resolve("quick.sql"), "-- description: d\n-- columns: a\nSELECT 1 AS a");
        try (ClickHouse clickHouse = ClickHouse.open(ClickHouseConfig.of(engine.host(), engine.port()))) {
            QueryService service =
                    new QueryService(clickHouse, QueryCatalog.standard().with(folder), 1);
            CompletableFuture<MevException> refused = new CompletableFuture<>();
            CompletableFuture<Boolean> keptItsInterrupt = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    service.run(new QueryRequest("long", null, null));
                } catch (MevException e) {
                    refused.complete(e);
                    keptItsInterrupt.complete(Thread.currentThread().isInterrupted());
                }
            });
            caller.start();
            await().until(() -> clickHouse.number(RUNNING, Map.of()) == 1);

            caller.interrupt();

            await().until(() -> clickHouse.number(RUNNING, Map.of()) == 0);
            assertThat(refused).succeedsWithin(Duration.ofSeconds(10)).satisfies(e -> assertThat(e.category())
                    .isEqualTo(Category.RETRYABLE));
            assertThat(keptItsInterrupt.join()).isTrue();
            assertThat(service.run(new QueryRequest("quick", null, null)).rows())
                    .as("its place is free again")
                    .hasSize(1);
        }
    }
}
