package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods, headers and bodies that no route asked for. */
@ExtendWith(EmbeddedServicesExtension.class)
class HttpMannersIT {
    private static final List<String> HEADERS = List.of(
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "Referrer-Policy",
            "Cross-Origin-Opener-Policy",
            "Cache-Control");
    private static final String SCRAPE = "{\"start\":\"2020-01-01\",\"end\":\"2020-01-02\",\"types\":[\"mev\"]}";

    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) {
        server = TestServer.start(kafka, redis, clickHouse, folder);
        server.awaitReady();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(Json.tree(answer.body()).path("detail").asText()).isNotBlank();
        assertSecurityHeaders(answer);
    }

    private static void assertSecurityHeaders(HttpResponse<String> answer) {
        for (String header : HEADERS) {
            assertThat(answer.headers().allValues(header)).as(header).hasSize(1);
        }
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "TRACE", "GET"})
    void aMethodThatTheAddressDoesNotHaveIsSaidSo(String method) {
        HttpResponse<String> answer = server.send(server.request("/api/datasets/scrape")
                .header("Authorization", "Bearer " + TestServer.token(Role.ADMIN))
                .method(method, BodyPublishers.noBody()));
        assertProblem(answer, 405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void headAsksForTheTokenTooAndHasNoBody() {
        HttpResponse<String> without = server.send(server.request("/api/jobs").method("HEAD", BodyPublishers.noBody()));
        assertThat(without.statusCode()).isEqualTo(401);
        HttpResponse<String> with = server.send(server.request("/api/jobs")
                .header("Authorization", "Bearer " + TestServer.token(Role.VIEWER))
                .method("HEAD", BodyPublishers.noBody()));
        assertThat(with.statusCode()).isEqualTo(200);
        assertThat(with.body()).isEmpty();
        assertSecurityHeaders(with);
    }

    @Test
    void theMethodIsThatOfTheRequestLine() {
        HttpResponse<String> disguised = server.send(server.request("/api/control/module/mev:stop")
                .header("Authorization", "Bearer " + TestServer.token(Role.ADMIN))
                .header("X-HTTP-Method-Override", "POST")
                .GET());
        assertProblem(disguised, 405);
    }

    @Test
    void noOtherSiteIsAllowedToAsk() {
        HttpResponse<String> preflight = server.send(server.request("/api/datasets/scrape")
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.statusCode()).isBetween(400, 499);
        assertNothingAllowed(preflight);
        // What a form of another site can send: a simple request, without the header that admits.
        HttpResponse<String> form = server.send(server.request("/api/datasets/scrape")
                .header("Origin", "https://elsewhere.example")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(SCRAPE)));
        assertProblem(form, 401);
        assertNothingAllowed(form);
        HttpResponse<String> cookie =
                server.send(server.request("/api/datasets/scrape?token=" + TestServer.token(Role.ADMIN))
                        .header("Cookie", "token=" + TestServer.token(Role.ADMIN))
                        .POST(BodyPublishers.ofString(SCRAPE)));
        assertProblem(cookie, 401);
    }

    private static void assertNothingAllowed(HttpResponse<String> answer) {
        assertThat(answer.headers().map().keySet())
                .noneMatch(header -> header.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-allow"));
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        for (String path : List.of("/healthz", "/readyz", "/metrics", "/openapi.json")) {
            HttpResponse<String> answer = server.send(server.request(path));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertSecurityHeaders(answer);
        }
        assertProblem(server.send(server.request("/nothing")), 404);
        assertProblem(server.send(server.request("/api/realtime/ws?mode=json")), 401);
        HttpResponse<String> plain =
                server.send(server.request("/api/realtime/ws?mode=json&token=" + TestServer.token(Role.VIEWER)));
        assertProblem(plain, 426);
        assertThat(plain.headers().firstValue("Upgrade")).hasValue("websocket");
        assertProblem(server.send(server.request("/api/%2e%2e/%2e%2e/etc/passwd")), 400);
    }

    @Test
    void aLineThatIsNoHttpGetsAProblem() throws IOException {
        String answer = raw("GET /jobs\\..\\x HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .doesNotContain("jetty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/datasets/scrape", "/api/training/start", "/api/control/module/mev:policy"})
    void aBodyOfUndeclaredLengthIsLimitedToo(String path) {
        byte[] large = ("{\"x\":\"" + "y".repeat(10 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
        InputStream body = new ByteArrayInputStream(large);
        HttpResponse<String> answer = server.send(server.request(path)
                .header("Authorization", "Bearer " + TestServer.token(Role.ADMIN))
                .POST(BodyPublishers.ofInputStream(() -> body)));
        assertProblem(answer, 413);
        assertThat(answer.body()).contains("1048576 bytes");
    }

    @Test
    void nothingSecretAndNoPathIsLogged() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            String token = TestServer.token(Role.ADMIN);
            HttpRequest.Builder request = server.request("/api/datasets/scrape")
                    .header("Authorization", "Bearer " + token)
                    .POST(BodyPublishers.ofString(
                            "{\"start\":\"2020-01-01\",\"end\":\"2020-01-02\",\"types\":[\"mev\"]}"));
            String job = Json.tree(server.send(request).body()).path("job_id").asText();
            Map<String, String> status = server.awaitJob("datasets", job, "done");
            try (FeedClient client = FeedClient.open(server, "mode=json&token=" + token, Map.of(), List.of())) {
                client.socket().sendText("x".repeat(20_000), true);
                assertThat(client.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1009);
            }
            server.get("/api/jobs/" + job + "/logs?token=" + token, Role.VIEWER);
            assertProblem(server.post("/api/datasets/scrape?token=" + token, "{", Role.ADMIN), 400);

            assertThat(log.text())
                    .doesNotContain(token)
                    .doesNotContain(TestServer.SECRET)
                    .doesNotContain("\tat dev.mevsdk");
            assertThat(status.toString()).doesNotContain(folder.toString());
            assertThat(server.get("/api/jobs/" + job, Role.VIEWER).body())
                    .doesNotContain(token)
                    .doesNotContain(folder.toString());
            assertThat(server.get("/api/jobs/" + job + "/logs", Role.VIEWER).body())
                    .doesNotContain(folder.toString());
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
