package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.proto.Envelope;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import realtime.Realtime;

/** From a record in Kafka to a client on the server's port, in both modes. */
@ExtendWith(EmbeddedServicesExtension.class)
class FeedIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NESTED = """
            {"version":"1","slot":7,"tx_signature":"nested-sig","profit":{"net_sol":0.25},
             "classification":{"type":"cross_dex"},
             "decision_meta":{"p_land_est":0.5,"tip_policy":{"ladder":[0.5,0.75]}}}""";
    private static final String FLAT = """
            {"version":"1","slot":8,"attacker":"flat-attacker","net_sol":-0.5,"type":"sandwich","p_land_est":0.25,
             "tip_ladder":[0.95],"bundle_id":"flat-bundle"}""";

    @TempDir
    static Path folder;

    private static TestServer server;
    private static KafkaRecords records;

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) {
        server = TestServer.start(kafka, redis, clickHouse, folder);
        records = new KafkaRecords(kafka.address());
        server.awaitReady();
    }

    @AfterAll
    static void stop() {
        records.close();
        server.close();
    }

    @Test
    void decisionsReachTheOriginalsClientsInBothModes() {
        try (FeedClient json = FeedClient.json(server);
                FeedClient proto = FeedClient.proto(server)) {
            records.json(Topics.ARBITRAGE_DECISIONS, NESTED);
            records.json(Topics.SANDWICH_DECISIONS, FLAT);
            records.protobuf(Topics.BUNDLE_OUTCOMES, outcome("feed-bundle"));

            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(proto.events(Realtime.Envelope.Type.ARB, event -> {
                            Realtime.ArbOpportunity arb = event.getArb();
                            return arb.getTxSignature().equals("nested-sig")
                                    && arb.getSlot() == 7
                                    && arb.getNetSol() == 0.25
                                    && arb.getClassification().equals("cross_dex")
                                    && arb.getPLandEst() == 0.5
                                    && arb.getTipLadderList().equals(List.of(0.5, 0.75))
                                    && arb.getRaw().toStringUtf8().equals(NESTED);
                        }))
                        .isEqualTo(1);
                assertThat(proto.events(
                                Realtime.Envelope.Type.MEV,
                                event -> event.getMev().getBundleId().equals("flat-bundle")
                                        && event.getMev().getNetSol() == -0.5
                                        && event.getMev().getType().equals("sandwich")
                                        && event.getMev().getTipLadder(0) == 0.95))
                        .isEqualTo(1);
                assertThat(proto.events(
                                Realtime.Envelope.Type.OUTCOME,
                                event -> event.getOutcome().getBundleId().equals("feed-bundle")
                                        && event.getOutcome().getLanded()
                                        && event.getOutcome().getTipLamports() == 21_111))
                        .isEqualTo(1);
                assertThat(json.lines(
                                "arb_opportunity",
                                data -> data.path("tx_signature").asText().equals("nested-sig")
                                        && data.path("net_sol").asDouble() == 0.25))
                        .isEqualTo(1);
                assertThat(json.lines(
                                "mev_opportunity",
                                data -> data.path("bundle_id").asText().equals("flat-bundle")))
                        .isEqualTo(1);
                assertThat(json.lines(
                                "bundle_outcome",
                                data -> data.path("bundle_id").asText().equals("feed-bundle")
                                        && data.path("tip_lamports").asLong() == 21_111))
                        .isEqualTo(1);
            });
        }
    }

    @Test
    void jobsAcksAndMetricsReachTheClients() {
        try (FeedClient json = FeedClient.json(server);
                FeedClient proto = FeedClient.proto(server)) {
            server.post(
                    "/api/datasets/scrape",
                    "{\"start\":\"2020-01-01\",\"end\":\"2020-01-02\",\"types\":[\"mev\"]}",
                    Role.ADMIN);
            // No labelled row in that range: the job ends in error, which is a status as well.
            server.post(
                    "/api/training/start",
                    "{\"module\":\"mev\",\"range\":{\"start\":\"2020-01-01\",\"end\":\"2020-01-02\"}}",
                    Role.ADMIN);
            records.protobuf(Topics.CONTROL_ACKS, ack());

            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(json.lines(
                                "dataset_status",
                                data -> data.path("state").asText().equals("done")))
                        .isPositive();
                assertThat(json.lines(
                                "training_status",
                                data -> data.path("state").asText().equals("error")))
                        .isPositive();
                assertThat(json.lines(
                                "control_ack",
                                data -> data.path("agent_id").asText().equals("agent-feed")))
                        .isPositive();
                assertThat(json.lines(
                                "metrics_update", data -> !data.path("stale").asBoolean()))
                        .isPositive();
                assertThat(proto.events(
                                Realtime.Envelope.Type.DATASET,
                                event -> event.getDataset().getState().equals("done")))
                        .isPositive();
                assertThat(proto.events(
                                Realtime.Envelope.Type.TRAINING,
                                event -> event.getTraining().getState().equals("error")))
                        .isPositive();
                assertThat(proto.events(Realtime.Envelope.Type.METRICS, event -> true))
                        .isPositive();
            });
        }
    }

    @Test
    void theWideListenerHasTheSameFeed() {
        try (FeedClient wide = FeedClient.wideProto(server)) {
            records.json(Topics.ARBITRAGE_DECISIONS, NESTED.replace("nested-sig", "wide-sig"));
            await().atMost(LIMIT)
                    .until(() -> wide.events(
                                    Realtime.Envelope.Type.ARB,
                                    event -> event.getArb().getTxSignature().equals("wide-sig"))
                            == 1);
        }
    }

    @Test
    void theTokenMayComeInThreeWays() {
        String token = TestServer.token(Role.VIEWER);
        for (FeedClient client : List.of(
                FeedClient.open(server, "mode=json&token=" + token, Map.of(), List.of()),
                FeedClient.open(server, "mode=json", Map.of("Authorization", "Bearer " + token), List.of()),
                FeedClient.open(server, "mode=json", Map.of(), List.of("mev.v1", "bearer." + token)))) {
            await().atMost(LIMIT).until(() -> client.lines("metrics_update", data -> true) > 0);
            assertThat(client.socket().getSubprotocol()).isIn("", "mev.v1");
            client.close();
        }
    }

    @Test
    void withoutAGoodTokenThereIsNoUpgrade() {
        assertRefused(401, "mode=json", Map.of());
        assertRefused(401, "mode=json&token=nonsense", Map.of());
        assertRefused(400, "mode=xml&token=" + TestServer.token(Role.VIEWER), Map.of());
        assertRefused(
                403, "mode=json&token=" + TestServer.token(Role.VIEWER), Map.of("Origin", "https://elsewhere.example"));
    }

    @Test
    void aPageOfTheServerItselfMayConnect() {
        String own = "http://127.0.0.1:" + server.port();
        String query = "mode=json&token=" + TestServer.token(Role.VIEWER);
        try (FeedClient client = FeedClient.open(server, query, Map.of("Origin", own), List.of())) {
            await().atMost(LIMIT).until(() -> client.lines("metrics_update", data -> true) > 0);
        }
    }

    @Test
    void aFrameThatIsTooLargeEndsTheConnectionWith1009() throws Exception {
        try (FeedClient client = FeedClient.json(server)) {
            client.socket().sendText("x".repeat(20_000), true);
            assertThat(client.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1009);
        }
    }

    private static void assertRefused(int status, String query, Map<String, String> headers) {
        assertThatThrownBy(() -> FeedClient.open(server, query, headers, List.of()))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .satisfies(error -> assertThat(((WebSocketHandshakeException) error.getCause())
                                .getResponse()
                                .statusCode())
                        .isEqualTo(status));
    }

    private static byte[] outcome(String bundle) {
        return Envelope.newBuilder()
                .setType(Envelope.Type.OUTCOME)
                .setEventId(bundle)
                .setOutcome(BundleOutcome.newBuilder()
                        .setBundleId(bundle)
                        .setLanded(true)
                        .setTipLamports(21_111)
                        .setPath("Jito")
                        .setStatus(BundleOutcome.Status.FINALIZED))
                .build()
                .toByteArray();
    }

    private static byte[] ack() {
        return Envelope.newBuilder()
                .setType(Envelope.Type.CONTROL_ACK)
                .setAck(ControlAck.newBuilder()
                        .setAgentId("agent-feed")
                        .setModule("mev")
                        .setRequestId("request-feed")
                        .setStatus(ControlAck.Status.APPLIED))
                .build()
                .toByteArray();
    }
}
