package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.config.TlsConfig;
import dev.mevsdk.jobs.JobQueue;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.transport.control.AgentObserver;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlListener;
import dev.mevsdk.transport.control.KafkaControlConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import dev.mevsdk.transport.ingest.EventConsumer;
import dev.mevsdk.transport.ingest.EventConsumerConfig;
import dev.mevsdk.transport.ingest.IngestObserver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every connection over TLS, with certificates on both sides; whoever shows none, or another authority's, stays out. */
class TlsIT {
    @TempDir
    static Path folder;

    private static TlsServers all;

    @BeforeAll
    static void startAll() {
        all = new TlsServers(folder);
    }

    @AfterAll
    static void stopAll() {
        all.close();
    }

    static Stream<TlsConfig> wrong() {
        return Stream.of(all.none, all.othersCertificate, all.othersAuthority);
    }

    @Test
    void aCommandReachesAnAgentAndItsAckComesBack() throws Exception {
        try (ControlChannel channel = ControlChannel.kafka(KafkaControlConfig.of(all.kafka(all.right), "tls-agent"));
                ControlListener agent = ControlListener.start(
                        channel, ListenerConfig.of("tls-agent", "arbitrage"), new AgentObserver() {})) {
            all.post("/api/control/module/arbitrage:start", "{}");
            await().atMost(TlsServers.LIMIT)
                    .until(() -> agent.gate().haltReasons().isEmpty());
            await().atMost(TlsServers.LIMIT).untilAsserted(() -> assertThat(
                            Json.tree(all.get("/api/control/module/arbitrage").body())
                                    .findValues("agent_id")
                                    .toString())
                    .contains("tls-agent"));
        }
    }

    @Test
    void aDecisionIsStored_shown_andExportedByTheWorkersProcess() throws Exception {
        CompletableFuture<String> shown = new CompletableFuture<>();
        WebSocket feed = connect(all.right, shown).join();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                all.kafka(all.right).properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.ARBITRAGE_DECISIONS,
                            "{\"slot\":1,\"net_sol\":0.5,\"tx_signature\":\"over-tls\"}"
                                    .getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        try (ClickHouse database = ClickHouse.open(all.clickHouse(all.right))) {
            await().atMost(TlsServers.LIMIT)
                    .until(() -> database.number("SELECT count() FROM arbitrage", Map.of()) == 1);
        }
        assertThat(shown.get(TlsServers.LIMIT.toSeconds(), TimeUnit.SECONDS)).contains("over-tls");
        feed.abort();

        String job = Json.tree(all.post(
                                "/api/datasets/scrape",
                                "{\"start\":\"2020-01-01\",\"end\":\"2020-01-02\",\"types\":[\"mev\"]}")
                        .body())
                .path("job_id")
                .asText();
        await().atMost(TlsServers.LIMIT).untilAsserted(() -> assertThat(
                        all.get("/api/datasets/status/" + job).body())
                .contains("\"done\""));
    }

    /** The wide listener, whose frames pass the encoders but not the encryption. */
    private static CompletableFuture<WebSocket> connect(TlsConfig tls, CompletableFuture<String> shown) {
        return TlsServers.client(tls)
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(
                                "wss://localhost:" + all.server.wideFanOutPort().orElseThrow()
                                        + "/api/realtime/ws?mode=json&token=" + TestServer.token(Role.VIEWER)),
                        new WebSocket.Listener() {
                            @Override
                            public @org.jspecify.annotations.Nullable CompletionStage<?> onText(
                                    WebSocket socket, CharSequence text, boolean last) {
                                if (text.toString().contains("arb_opportunity")) {
                                    shown.complete(text.toString());
                                }
                                socket.request(1);
                                return null;
                            }
                        });
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void theListenersRefuse(TlsConfig tls) {
        assertThatThrownBy(() -> all.send(tls, "/healthz", HttpRequest.BodyPublishers.noBody()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> connect(tls, new CompletableFuture<>()).join())
                .isInstanceOf(CompletionException.class);
    }

    @Test
    void aWorkerAnswersForItsHealthAndNothingElse() throws Exception {
        await().atMost(TlsServers.LIMIT).until(() -> ofWorker("/readyz") == 200);
        assertThat(ofWorker("/healthz")).isEqualTo(200);
        assertThat(ofWorker("/api/jobs")).isEqualTo(404);
        assertThat(ofWorker("/api/realtime/ws")).isEqualTo(404);
    }

    private static int ofWorker(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + all.worker.port() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void plainHttpGetsNoAnswer() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + all.server.port() + "/healthz"))
                .timeout(TlsServers.LIMIT)
                .build();
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void kafkaRefuses_andTheReasonIsSaid(TlsConfig tls) {
        try (EventConsumer consumer =
                EventConsumer.ingest(EventConsumerConfig.of(all.kafka(tls)), events -> {}, new IngestObserver() {})) {
            consumer.start();
            await().atMost(TlsServers.LIMIT)
                    .untilAsserted(
                            () -> assertThat(consumer.status().detail()).contains("TLS_CA, TLS_CERT and TLS_KEY"));
            assertThat(consumer.status().isReady()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void redisRefuses_andTheReasonIsSaid(TlsConfig tls) {
        assertRefused(() -> JobQueue.connect(all.redis(tls)).close());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void clickHouseRefuses_andTheReasonIsSaid(TlsConfig tls) {
        try (ClickHouse database = ClickHouse.open(all.clickHouse(tls))) {
            assertThat(database.ping()).isFalse();
            assertRefused(() -> database.rows("SELECT 1 AS one", Map.of()));
        }
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(MevException.class, error -> assertThat(error.category())
                        .isEqualTo(MevException.Category.RETRYABLE))
                .hasMessageContaining("TLS_CA, TLS_CERT and TLS_KEY");
    }
}
