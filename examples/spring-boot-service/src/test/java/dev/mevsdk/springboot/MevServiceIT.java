package dev.mevsdk.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenIssuer;
import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.transport.control.AgentObserver;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlListener;
import dev.mevsdk.transport.control.KafkaControlConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The service on real servers, from outside. */
@ExtendWith(EmbeddedServicesExtension.class)
class MevServiceIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SECRET = TokenIssuer.generateSecret();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext service;
    private static String kafkaAddress;

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis) {
        kafkaAddress = kafka.address();
        service = start(kafka.address(), redis.url());
        await().atMost(LIMIT).until(() -> get("/actuator/health", null).statusCode() == 200);
    }

    private static ConfigurableApplicationContext start(String kafka, String redis) {
        return SpringApplication.run(
                MevService.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--mev.kafka=" + kafka,
                "--mev.redis=" + redis,
                "--mev.secret=" + SECRET);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String port() {
        return port(service);
    }

    private static String port(ConfigurableApplicationContext of) {
        return of.getEnvironment().getRequiredProperty("local.server.port");
    }

    private static String token(Role role) {
        return TokenIssuer.secret(SECRET, TokenRules.defaults()).issue("tester", Set.of(role), Duration.ofMinutes(5));
    }

    private static HttpRequest.Builder request(String path, Role role) {
        return request(service, path, role);
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext of, String path, Role role) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(of) + path));
        return role == null ? request : request.header("Authorization", "Bearer " + token(role));
    }

    private static HttpResponse<String> get(String path, Role role) throws Exception {
        return get(service, path, role);
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext of, String path, Role role)
            throws Exception {
        return HTTP.send(request(of, path, role).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body, Role role) throws Exception {
        HttpRequest request = request(path, role)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aClientOnTheSamePortSeesWhatAgentsDecide() throws Exception {
        Lines lines = new Lines();
        WebSocket socket = HTTP.newWebSocketBuilder()
                .buildAsync(
                        URI.create(
                                "ws://127.0.0.1:" + port() + "/api/realtime/ws?mode=json&token=" + token(Role.VIEWER)),
                        lines)
                .get(20, TimeUnit.SECONDS);
        Map<String, Object> settings = Map.of("bootstrap.servers", kafkaAddress);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            String decision = "{\"slot\":7,\"net_sol\":0.5,\"tx_signature\":\"seen\"}";
            producer.send(new ProducerRecord<>("arbitrage-decisions", decision)).get(20, TimeUnit.SECONDS);
        }
        await().atMost(LIMIT).until(() -> lines.text().contains("\"tx_signature\":\"seen\""));
        socket.abort();
    }

    @Test
    void aBadTokenIsRefusedOnFeedAndRest() throws Exception {
        assertThat(get("/api/realtime/ws?mode=json&token=bad", null).statusCode())
                .isEqualTo(401);
        assertThat(post("/api/control/module/mev:start", "{}", Role.VIEWER).statusCode())
                .isEqualTo(403);
        assertThat(HTTP.send(
                                request("/api/jobs/report-1", null)
                                        .header("Authorization", "Bearer bad")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aCommandReachesTheAgent() throws Exception {
        try (ControlChannel channel = ControlChannel.kafka(KafkaControlConfig.of(kafkaAddress, "agent"));
                ControlListener agent =
                        ControlListener.start(channel, ListenerConfig.of("agent", "arbitrage"), AgentObserver.NONE)) {
            assertThat(post("/api/control/module/arbitrage:throttle", "{\"throttle_pct\":25}", Role.ADMIN)
                            .body())
                    .contains("\"ok\":true");
            await().atMost(LIMIT).until(() -> agent.gate().policy().throttlePct() == 25);
        }
        HttpResponse<String> bad = post("/api/control/module/other:start", "{}", Role.ADMIN);
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("arbitrage, mev");
    }

    @Test
    void aJobRuns() throws Exception {
        String started = post("/api/jobs/report", "", Role.ADMIN).body();
        String id = started.replaceAll(".*\"job_id\":\"([^\"]+)\".*", "$1");
        await().atMost(LIMIT)
                .until(() -> get("/api/jobs/" + id, Role.VIEWER).body().contains("\"state\":\"done\""));
    }

    @Test
    void withoutASecretItDoesNotStart_andSaysWhy() {
        assertThatThrownBy(() -> SpringApplication.run(MevService.class, "--server.port=0", "--mev.secret="))
                .rootCause()
                .hasMessage("SECRET is not set");
    }

    @Test
    void healthShowsTheParts() throws Exception {
        assertThat(get("/actuator/health", null).body()).contains("\"feed\"", "\"control\"", "\"jobs\"");
    }

    @Test
    void healthIsDownWithAPart_andNamesIt(EmbeddedRedis redis) throws Exception {
        // A port that nobody listens on any more.
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (ConfigurableApplicationContext lonely = start("127.0.0.1:" + closed, redis.url())) {
            await().atMost(LIMIT).until(() -> parts(lonely).path("jobs").asString(), "UP"::equals);
            HttpResponse<String> health = get(lonely, "/actuator/health", null);
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(parts(lonely).path("feed").asString()).isEqualTo("DOWN");
            assertThat(parts(lonely).path("control").asString()).isEqualTo("DOWN");
        }
    }

    /** The status of each part, by its name. */
    private static JsonNode parts(ConfigurableApplicationContext of) throws Exception {
        JsonNode all = new ObjectMapper()
                .readTree(get(of, "/actuator/health", null).body())
                .at("/components/mevHealth/components");
        ObjectNode parts = new ObjectMapper().createObjectNode();
        all.properties()
                .forEach(part ->
                        parts.put(part.getKey(), part.getValue().path("status").asString()));
        return parts;
    }

    @Test
    void settingsAreDescribedForEditors() throws IOException {
        try (var metadata = MevService.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String text = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains("\"mev.kafka\"", "bootstrap servers", "\"mev.secret\"");
        }
    }

    @Test
    void everyVersionIsSpringBootsOwn() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(pom).doesNotContain("dependencyManagement");
        assertThat(pom.lines().filter(line -> line.matches("\\s*<[a-z0-9.-]+\\.version>.*")))
                .allMatch(line -> line.contains("<java.version>"));
        assertThat(RedisClient.class.getPackage().getImplementationVersion()).startsWith("7.");
        assertThat(io.netty.util.Version.identify().get("netty-common").artifactVersion())
                .startsWith("4.2.");
        // Spring Boot's Jackson 3 and the SDK's Jackson 2 have packages of their own.
        assertThat(tools.jackson.core.json.PackageVersion.VERSION.getMajorVersion())
                .isEqualTo(3);
        assertThat(com.fasterxml.jackson.core.json.PackageVersion.VERSION.getMajorVersion())
                .isEqualTo(2);
    }

    @Test
    void allOfItTakesLessThan150LinesOfJava() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            long lines = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines += Files.readAllLines(file).size();
            }
            assertThat(lines).isLessThan(150);
        }
    }

    private static final class Lines implements WebSocket.Listener {
        private final StringBuffer text = new StringBuffer();

        String text() {
            return text.toString();
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            socket.request(1);
            return null;
        }
    }
}
