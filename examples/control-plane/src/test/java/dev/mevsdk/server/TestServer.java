package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenIssuer;
import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;

/** A control plane on real servers, and the tokens and requests a test needs. */
final class TestServer implements AutoCloseable {
    static final String SECRET = TokenIssuer.generateSecret();
    private static final TokenIssuer ISSUER = TokenIssuer.secret(SECRET, TokenRules.defaults());

    static {
        CapturedLog.printLess();
    }

    private final ControlPlane server;
    private final HttpClient http = HttpClient.newHttpClient();

    private TestServer(ControlPlane server) {
        this.server = server;
    }

    static TestServer start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse, Path folder) {
        return start(config(kafka, redis, clickHouse, folder));
    }

    static TestServer start(ServerConfig config) {
        return start(config, Operations.DEFAULT);
    }

    static TestServer start(ServerConfig config, Operations operations) {
        return new TestServer(ControlPlane.start(config, operations));
    }

    static ServerConfig config(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse, Path folder) {
        return new ServerConfig(
                "127.0.0.1",
                0,
                Optional.of(0),
                true,
                Optional.of(SECRET),
                Optional.empty(),
                TokenRules.defaults(),
                backends(kafka, redis, clickHouse),
                folder,
                List.of(),
                1,
                Optional.empty(),
                ReadingsConfig.DEFAULT,
                ControlSettings.DEFAULT);
    }

    static ServerConfig.Backends backends(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) {
        return new ServerConfig.Backends(
                KafkaConnection.of(kafka.address()),
                JobQueueConfig.of(redis.url()),
                ClickHouseConfig.of(clickHouse.host(), clickHouse.port()));
    }

    /** The same with variables of the environment. */
    static ServerConfig config(ServerConfig.Backends backends, Path folder, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(
                Map.of("PORT", "0", "FANOUT_PORT", "0", "DEVELOPMENT", "true", "DATA_DIR", folder.toString()));
        all.putAll(variables);
        return ServerConfig.of(Settings.of(all, List.of()), backends, Optional.of(SECRET));
    }

    static String token(Role role) {
        return token("tester", role);
    }

    static String token(String who, Role role) {
        return ISSUER.issue(who, Set.of(role), Duration.ofMinutes(30));
    }

    /** Until every part answers. */
    void awaitReady() {
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(server::isReady);
    }

    /** The fields of a job's status once it is in that state. */
    Map<String, String> awaitJob(String kind, String jobId, String state) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(4))
                .until(
                        () -> Json.strings(get("/api/" + kind + "/status/" + jobId, Role.VIEWER)
                                .body()),
                        fields -> state.equals(fields.get("state")));
    }

    Set<String> routes() {
        return server.routes();
    }

    int port() {
        return server.port();
    }

    int widePort() {
        return server.wideFanOutPort().orElseThrow();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> get(String path, Role role) {
        return send(
                request(path).header("Authorization", "Bearer " + token(role)).GET());
    }

    HttpResponse<String> post(String path, String body, Role role) {
        return post("tester", path, body, role);
    }

    HttpResponse<String> post(String who, String path, String body, Role role) {
        return send(request(path)
                .header("Authorization", "Bearer " + token(who, role))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The body of a GET, stored. */
    Path download(String path, Path target) throws Exception {
        HttpRequest wanted = request(path)
                .header("Authorization", "Bearer " + token(Role.VIEWER))
                .build();
        HttpResponse<Path> answer = http.send(wanted, HttpResponse.BodyHandlers.ofFile(target));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
