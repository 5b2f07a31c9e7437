package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.core.config.TlsConfig;
import dev.mevsdk.embedded.EmbeddedAuthority;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedService;
import dev.mevsdk.embedded.EmbeddedTls;
import dev.mevsdk.jobs.JobQueue;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static EmbeddedRedis redis;
    private static EmbeddedClickHouse clickHouse;
    private static TlsConfig right;
    private static TlsConfig none;
    private static TlsConfig othersCertificate;
    private static TlsConfig othersAuthority;
    private static ControlPlane server;
    private static JobWorker worker;

    @BeforeAll
    static void startAll() {
        EmbeddedAuthority authority = EmbeddedAuthority.in(folder.resolve("ours"));
        EmbeddedAuthority other = EmbeddedAuthority.in(folder.resolve("other"));
        EmbeddedTls own = authority.issue("control-plane");
        EmbeddedTls foreign = other.issue("stranger");
        right = tls(own.ca(), own);
        none = settings(Map.of("TLS_CA", own.ca().toString())).tls();
        othersCertificate = tls(own.ca(), foreign);
        othersAuthority = tls(foreign.ca(), own);

        EmbeddedTls servers = authority.issue("servers");
        kafka = EmbeddedKafka.create(servers);
        redis = EmbeddedRedis.create(servers);
        clickHouse = EmbeddedClickHouse.create(servers);
        Stream.<EmbeddedService>of(kafka, redis, clickHouse).parallel().forEach(EmbeddedService::start);
        worker = JobWorker.start(config(Optional.empty(), 1), Operations.DEFAULT);
        Optional<TlsConfig> https = settings(Map.of(
                        "HTTPS_CLIENT_CA", own.ca().toString(),
                        "HTTPS_CERT", own.certificate().toString(),
                        "HTTPS_KEY", own.key().toString()))
                .https();
        server = ControlPlane.start(config(https, 0));
        await().atMost(LIMIT).until(server::isReady);
    }

    @AfterAll
    static void stopAll() {
        server.close();
        worker.close();
        kafka.close();
        redis.close();
        clickHouse.close();
    }

    private static Settings settings(Map<String, String> variables) {
        return Settings.of(variables, List.of());
    }

    private static TlsConfig tls(Path ca, EmbeddedTls own) {
        return settings(Map.of(
                        "TLS_CA", ca.toString(),
                        "TLS_CERT", own.certificate().toString(),
                        "TLS_KEY", own.key().toString()))
                .tls();
    }

    private static ServerConfig config(Optional<TlsConfig> https, int workerThreads) {
        return new ServerConfig(
                "127.0.0.1",
                0,
                Optional.of(0),
                true,
                Optional.of(TestServer.SECRET),
                Optional.empty(),
                TokenRules.defaults(),
                new ServerConfig.Backends(kafka(right), redis(right), clickHouse(right)),
                folder.resolve("data"),
                List.of(),
                workerThreads,
                https,
                ReadingsConfig.DEFAULT,
                ControlSettings.DEFAULT);
    }

    private static KafkaConnection kafka(TlsConfig tls) {
        return KafkaConnection.of(kafka.address()).withTls(tls);
    }

    private static JobQueueConfig redis(TlsConfig tls) {
        return JobQueueConfig.of(redis.url()).withTls(tls);
    }

    private static ClickHouseConfig clickHouse(TlsConfig tls) {
        return ClickHouseConfig.of(clickHouse.host(), clickHouse.port()).withTls(tls);
    }

    static Stream<TlsConfig> wrong() {
        return Stream.of(none, othersCertificate, othersAuthority);
    }

    private static HttpClient client(TlsConfig tls) {
        return HttpClient.newBuilder().sslContext(tls.context()).build();
    }

    private static HttpResponse<String> send(TlsConfig tls, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
                .header("Authorization", "Bearer " + TestServer.token(Role.ADMIN))
                .header("Content-Type", "application/json")
                .timeout(LIMIT);
        boolean hasBody = body.contentLength() > 0;
        return client(tls)
                .send((hasBody ? request.POST(body) : request.GET()).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(right, path, HttpRequest.BodyPublishers.noBody());
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        HttpResponse<String> answer = send(right, path, HttpRequest.BodyPublishers.ofString(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    @Test
    void aCommandReachesAnAgentAndItsAckComesBack() throws Exception {
        try (ControlChannel channel = ControlChannel.kafka(KafkaControlConfig.of(kafka(right), "tls-agent"));
                ControlListener agent = ControlListener.start(
                        channel, ListenerConfig.of("tls-agent", "arbitrage"), new AgentObserver() {})) {
            post("/api/control/module/arbitrage:start", "{}");
            await().atMost(LIMIT).until(() -> agent.gate().haltReasons().isEmpty());
            await().atMost(LIMIT).untilAsserted(() -> assertThat(
                            Json.tree(get("/api/control/module/arbitrage").body())
                                    .findValues("agent_id")
                                    .toString())
                    .contains("tls-agent"));
        }
    }

    @Test
    void aDecisionIsStored_shown_andExportedByTheWorkersProcess() throws Exception {
        CompletableFuture<String> shown = new CompletableFuture<>();
        WebSocket feed = connect(right, shown).join();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka(right).properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.ARBITRAGE_DECISIONS,
                            "{\"slot\":1,\"net_sol\":0.5,\"tx_signature\":\"over-tls\"}"
                                    .getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        try (ClickHouse database = ClickHouse.open(clickHouse(right))) {
            await().atMost(LIMIT).until(() -> database.number("SELECT count() FROM arbitrage", Map.of()) == 1);
        }
        assertThat(shown.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).contains("over-tls");
        feed.abort();

        String job = Json.tree(post(
                                "/api/datasets/scrape",
                                "{\"start\":\"2020-01-01\",\"end\":\"2020-01-02\",\"types\":[\"mev\"]}")
                        .body())
                .path("job_id")
                .asText();
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(get("/api/datasets/status/" + job).body()).contains("\"done\""));
    }

    /** The wide listener, whose frames pass the encoders but not the encryption. */
    private static CompletableFuture<WebSocket> connect(TlsConfig tls, CompletableFuture<String> shown) {
        return client(tls)
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create("wss://localhost:" + server.wideFanOutPort().orElseThrow()
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
        assertThatThrownBy(() -> send(tls, "/healthz", HttpRequest.BodyPublishers.noBody()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> connect(tls, new CompletableFuture<>()).join())
                .isInstanceOf(CompletionException.class);
    }

    @Test
    void aWorkerAnswersForItsHealthAndNothingElse() throws Exception {
        await().atMost(LIMIT).until(() -> ofWorker("/readyz") == 200);
        assertThat(ofWorker("/healthz")).isEqualTo(200);
        assertThat(ofWorker("/api/jobs")).isEqualTo(404);
        assertThat(ofWorker("/api/realtime/ws")).isEqualTo(404);
    }

    private static int ofWorker(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + worker.port() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void plainHttpGetsNoAnswer() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/healthz"))
                .timeout(LIMIT)
                .build();
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void kafkaRefuses_andTheReasonIsSaid(TlsConfig tls) {
        try (EventConsumer consumer =
                EventConsumer.ingest(EventConsumerConfig.of(kafka(tls)), events -> {}, new IngestObserver() {})) {
            consumer.start();
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(consumer.status().detail()).contains("TLS_CA, TLS_CERT and TLS_KEY"));
            assertThat(consumer.status().isReady()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void redisRefuses_andTheReasonIsSaid(TlsConfig tls) {
        assertRefused(() -> JobQueue.connect(redis(tls)).close());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void clickHouseRefuses_andTheReasonIsSaid(TlsConfig tls) {
        try (ClickHouse database = ClickHouse.open(clickHouse(tls))) {
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
