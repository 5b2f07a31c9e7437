package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each server away when the control plane starts, and killed later. On servers of its own, since it kills them; the first
 * test starts them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String SCRAPE = "{\"start\":\"2020-01-01\",\"end\":\"2020-01-02\",\"types\":[\"mev\"]}";
    private static final String TRAINING =
            "{\"module\":\"mev\",\"range\":{\"start\":\"2020-01-01\",\"end\":\"2020-01-02\"}}";

    @TempDir
    static Path folder;

    private static final EmbeddedKafka KAFKA = EmbeddedKafka.create();
    private static final EmbeddedRedis REDIS = EmbeddedRedis.create();
    private static final EmbeddedClickHouse CLICK_HOUSE = EmbeddedClickHouse.create();
    private static final CapturedLog LOG = new CapturedLog();
    private static TestServer server;

    @BeforeAll
    static void startWithNothingThere() {
        server = TestServer.start(KAFKA, REDIS, CLICK_HOUSE, folder);
    }

    @AfterAll
    static void stop() {
        server.close();
        LOG.close();
        KAFKA.close();
        REDIS.close();
        CLICK_HOUSE.close();
    }

    private static void awaitAway(String... parts) {
        await().atMost(LIMIT).untilAsserted(() -> {
            HttpResponse<String> answer = server.send(server.request("/readyz"));
            assertThat(answer.statusCode()).isEqualTo(503);
            for (String part : parts) {
                JsonNode state = Json.tree(answer.body()).path("parts").path(part);
                assertThat(state.path("up").asBoolean(true)).as(part).isFalse();
                assertThat(state.path("detail").asText()).isEqualTo("away");
            }
            // Why it is away, and where it should be, is for those who may know.
            assertThat(answer.body()).doesNotContain("127.0.0.1").doesNotContain("localhost");
            HttpResponse<String> known = server.get("/readyz", Role.VIEWER);
            for (String part : parts) {
                assertThat(Json.tree(known.body())
                                .path("parts")
                                .path(part)
                                .path("detail")
                                .asText())
                        .isNotIn("", "away");
            }
        });
    }

    private static void awaitAllUp() {
        KAFKA.start();
        REDIS.start();
        CLICK_HOUSE.start();
        awaitReady();
    }

    private static void awaitReady() {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        server.send(server.request("/readyz")).statusCode())
                .isEqualTo(200));
    }

    private static void assertUnavailable(HttpResponse<String> answer, String named) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(Json.tree(answer.body()).path("detail").asText()).contains(named);
    }

    private static HttpResponse<String> command() {
        return server.post("/api/control/module/mev:throttle", "{\"throttle_pct\":5}", Role.ADMIN);
    }

    private static HttpResponse<String> scrape() {
        return server.post("/api/datasets/scrape", SCRAPE, Role.ADMIN);
    }

    private static void awaitAuditLag(int records) {
        await().atMost(LIMIT)
                .until(
                        () -> server.send(server.request("/metrics")).body(),
                        metrics -> metrics.contains("\nmev_control_audit_lag_records " + records + ".0\n"));
    }

    private static void assertLogged(String line) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(LOG.lines()).anyMatch(logged -> logged.contains(line)));
    }

    @Test
    @Order(1)
    void startsWithNothingThereAndGetsReadyByItself() {
        awaitAway("kafka", "redis", "clickhouse", "ingest", "control");
        assertThat(server.send(server.request("/healthz")).statusCode()).isEqualTo(200);
        assertUnavailable(scrape(), "Redis");
        assertUnavailable(server.post("/api/training/start", TRAINING, Role.ADMIN), "Redis");
        assertUnavailable(command(), "Kafka");
        assertLogged("kafka does not answer");
        assertLogged("redis does not answer");
        assertLogged("clickhouse does not answer");

        awaitAllUp();
        assertThat(command().statusCode()).isEqualTo(200);
        server.awaitJob("datasets", jobOf(scrape()), "done");
    }

    @Test
    @Order(2)
    void aJobThatWasQueuedBeforeRedisWasKilledIsDoneAfterItsRestart() {
        awaitAllUp();
        // Without ClickHouse the export can't end before Redis is gone.
        CLICK_HOUSE.kill();
        awaitAway("clickhouse");
        String job = jobOf(scrape());
        REDIS.kill();
        awaitAway("redis", "clickhouse");
        assertUnavailable(scrape(), "Redis");
        assertUnavailable(server.get("/api/datasets/status/" + job, Role.VIEWER), "Redis");

        REDIS.start();
        CLICK_HOUSE.start();

        awaitReady();
        server.awaitJob("datasets", job, "done");
        assertLogged("redis answers");
    }

    @Test
    @Order(3)
    void eventsOfAnOutageOfClickHouseAreStoredOnceEach() {
        awaitAllUp();
        try (FeedClient client = FeedClient.json(server);
                KafkaRecords records = new KafkaRecords(KAFKA.address())) {
            publish(records, "before-", 50);
            CLICK_HOUSE.kill();
            publish(records, "outage-", 200);
            awaitAway("clickhouse", "ingest");
            awaitAuditLag(0);
            for (int behind = 1; behind <= 2; behind++) {
                assertThat(command().statusCode()).isEqualTo(200);
                awaitAuditLag(behind);
            }
            // The screen does not wait for the store.
            await().atMost(LIMIT).until(() -> client.lines("arb_opportunity", data -> true) == 250);

            CLICK_HOUSE.start();
            awaitReady();
            awaitAuditLag(0);
            publish(records, "after-", 50);
        }
        try (ClickHouse database = ClickHouse.open(ClickHouseConfig.of(CLICK_HOUSE.host(), CLICK_HOUSE.port()))) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(
                            database.number("SELECT uniqExact(tx_signature) FROM arbitrage", Map.of()))
                    .isEqualTo(300));
            assertThat(database.number("SELECT count() FROM arbitrage", Map.of()))
                    .isEqualTo(300);
        }
        assertLogged("ingest answers");
    }

    @Test
    @Order(4)
    void theFeedAndTheCommandsGoOnAfterKafkasRestart() {
        awaitAllUp();
        try (FeedClient client = FeedClient.proto(server)) {
            KAFKA.kill();
            awaitAway("kafka");
            assertUnavailable(command(), "Kafka");

            KAFKA.start();
            awaitReady();
            try (KafkaRecords records = new KafkaRecords(KAFKA.address())) {
                publish(records, "resumed-", 3);
            }
            await().atMost(LIMIT)
                    .until(() -> client.events(
                                    realtime.Realtime.Envelope.Type.ARB,
                                    event -> event.getArb().getTxSignature().startsWith("resumed-"))
                            == 3);
            assertThat(client.closed).isNotDone();
        }
        assertThat(command().statusCode()).isEqualTo(200);
        assertLogged("kafka answers");
    }

    private static String jobOf(HttpResponse<String> started) {
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        return Json.tree(started.body()).path("job_id").asText();
    }

    private static void publish(KafkaRecords records, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            records.json(
                    Topics.ARBITRAGE_DECISIONS,
                    "{\"slot\":" + i + ",\"net_sol\":0.5,\"tx_signature\":\"" + prefix + i + "\"}");
        }
    }
}
