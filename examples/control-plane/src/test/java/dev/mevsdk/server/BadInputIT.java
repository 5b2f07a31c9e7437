package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in: a problem that names its fix, and nothing that leaks. */
@ExtendWith(EmbeddedServicesExtension.class)
class BadInputIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) {
        server = TestServer.start(kafka, redis, clickHouse, folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode problem(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body())
                .doesNotContain("dev.mevsdk")
                .doesNotContain("java.")
                .doesNotContain(folder.toString())
                .doesNotContain(TestServer.SECRET);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asText()).isNotBlank();
        return problem;
    }

    /** A good request but for one field. */
    private static String scrape(String field, String value) {
        ObjectNode body = (ObjectNode) Json.tree("""
                {"start":"2026-01-01","end":"2026-01-02","types":["mev"],"format":"parquet","compress":"zstd"}""");
        return body.set(field, Json.tree(value)).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start | \"2026-01-03\" | start",
                "start | \"yesterday\" | start",
                "start | \"2026-02-30\" | start",
                "start | \"2026-01-01' OR 1=1 --\" | start",
                "types | [\"foo\"] | mev",
                "types | [] | types",
                "format | \"csv\" | parquet",
                "compress | \"gzip\" | zstd",
                "dex | [\"raydium'; DROP TABLE mev_sandwich; --\"] | dex",
                "output | \"../../etc\" | output",
                "output | \"/etc\" | output",
                "types | 7 | types",
            })
    void scrapeRequestsAreRefusedWithTheFieldAndWhatIsAllowed(String field, String value, String named)
            throws Exception {
        JsonNode problem = problem(server.post("/api/datasets/scrape", scrape(field, value), Role.ADMIN), 400);
        assertThat(problem.get("detail").asText()).contains(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"module\":\"foo\",\"range\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"}} | arbitrage",
                "{\"module\":\"mev\",\"range\":{\"start\":\"2026-01-02\",\"end\":\"2026-01-01\"}} | end",
                "{\"module\":\"mev\"} | range",
                "{\"module\":\"mev\",\"range\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"},\"model\":\"lgbm\"} | xgb",
                "{\"module\":\"mev\",\"range\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"},\"features\":\"x'\"} | default",
                "{\"module\":\"mev\",\"range\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"},\"params\":{\"max_depth\":-1}} | max_depth",
                "not json | JSON",
                "[1] | object",
            })
    void trainingRequestsAreRefusedWithTheFieldAndWhatIsAllowed(String body, String named) throws Exception {
        JsonNode problem = problem(server.post("/api/training/start", body, Role.ADMIN), 400);
        assertThat(problem.get("detail").asText()).contains(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo:kill | {} | arbitrage",
                "mev:explode | {} | kill",
                "mev:policy | {\"throttle_pct\":101} | throttle_pct",
                "mev:policy | {\"throttle_pct\":\"many\"} | throttle_pct",
                "mev:policy | {\"tip_ladder\":[0.9,0.1]} | tip_ladder",
                "mev:policy | {\"ev_min\":-1} | ev_min",
                "mev:policy | {\"kill\":false} | start",
                "mev:policy | {\"throtle_pct\":5} | throttle_pct",
                "mev:policy | {\"throttle_pct\": | JSON",
            })
    void commandsAreRefusedWithTheFieldAndWhatIsAllowed(String command, String body, String named) throws Exception {
        JsonNode problem = problem(server.post("/api/control/module/" + command, body, Role.ADMIN), 400);
        assertThat(problem.get("detail").asText()).contains(named);
    }

    @Test
    void tokensThatAreNotGoodGetA401_andNothingOfThemComesBack() throws Exception {
        Algorithm good = Algorithm.HMAC256(TestServer.SECRET);
        Instant later = Instant.now().plusSeconds(600);
        Stream<String> tokens = Stream.of(
                JWT.create()
                        .withIssuer("defi-dashboard")
                        .withAudience("defi-users")
                        .withExpiresAt(Instant.now().minusSeconds(60))
                        .sign(good),
                JWT.create()
                        .withIssuer("defi-dashboard")
                        .withAudience("others")
                        .withExpiresAt(later)
                        .sign(good),
                JWT.create()
                        .withIssuer("others")
                        .withAudience("defi-users")
                        .withExpiresAt(later)
                        .sign(good),
                JWT.create()
                        .withIssuer("defi-dashboard")
                        .withAudience("defi-users")
                        .withExpiresAt(later)
                        .sign(Algorithm.HMAC256("x".repeat(40))),
                JWT.create()
                        .withIssuer("defi-dashboard")
                        .withAudience("defi-users")
                        .withExpiresAt(later)
                        .sign(Algorithm.none()),
                "nonsense");
        try (CapturedLog log = new CapturedLog()) {
            for (String token : tokens.toList()) {
                HttpResponse<String> answer =
                        server.send(server.request("/api/jobs").header("Authorization", "Bearer " + token));
                problem(answer, 401);
                assertThat(answer.body()).doesNotContain(token);
                HttpResponse<String> feed = server.send(server.request("/api/realtime/ws?mode=json&token=" + token));
                problem(feed, 401);
                assertThat(feed.body()).doesNotContain(token);
                assertThat(log.text()).doesNotContain(token);
            }
            problem(server.send(server.request("/api/jobs")), 401);
        }
    }

    @Test
    void viewersMayNotChangeAnything() throws Exception {
        for (String path : new String[] {
            "/api/control/module/mev:start",
            "/api/datasets/scrape",
            "/api/training/start",
            "/api/jobs/scrape-x:cancel",
            "/api/jobs/scrape-x:retry",
            "/api/models/mev/v:activate"
        }) {
            assertThat(problem(server.post(path, "{}", Role.VIEWER), 403)
                            .get("detail")
                            .asText())
                    .contains("admin");
        }
    }

    @Test
    void whatIsNotThereIsSaidSo() throws Exception {
        problem(server.get("/api/jobs/scrape-nothing", Role.VIEWER), 404);
        problem(server.get("/api/nothing", Role.VIEWER), 404);
        problem(server.post("/api/jobs/scrape-nothing:cancel", "", Role.ADMIN), 404);
        for (String kind : new String[] {"datasets", "training"}) {
            HttpResponse<String> answer = server.get("/api/" + kind + "/status/scrape-nothing", Role.VIEWER);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.readTree("{\"state\":\"unknown\"}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/datasets/scrape", "/api/training/start", "/api/control/module/mev:policy"})
    void aBodyOfTenMegabytesIsRefused(String path) throws Exception {
        HttpRequest.Builder request = server.request(path)
                .header("Authorization", "Bearer " + TestServer.token(Role.ADMIN))
                .POST(HttpRequest.BodyPublishers.ofString("{\"x\":\"" + "y".repeat(10 << 20) + "\"}"));
        problem(server.send(request), 413);
    }

    @Test
    void deepJsonIsRefused() throws Exception {
        String deep = "{\"module\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        problem(server.post("/api/training/start", deep, Role.ADMIN), 400);
        problem(server.post("/api/datasets/scrape", deep, Role.ADMIN), 400);
    }

    @Test
    void pathsOutOfAnExportAreNotServed() throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "secret");
        for (String name : new String[] {"..%2f..%2fsecret.txt", "%2e%2e%2fsecret.txt", "secret.txt"}) {
            HttpResponse<String> answer = server.get("/api/datasets/scrape-x/files/" + name, Role.VIEWER);
            assertThat(answer.statusCode()).isBetween(400, 404);
            assertThat(answer.body()).doesNotContain("secret\n").doesNotContain(folder.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/models/mev/..%2f..%2fsecret.txt/files/x",
                "/api/models/mev/v1/files/..%2f..%2f..%2fsecret.txt",
                "/api/models/mev/latest/files/manifest.json",
                "/api/models/mev/v1/files/manifest.json",
                "/api/models/..%2fmev/v1/files/report.json",
            })
    void filesThatNoManifestNamesAreNotServed(String path) throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "secret");
        HttpResponse<String> answer = server.get(path, Role.VIEWER);
        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("secret\n").doesNotContain(folder.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/control/module/%27%20OR%201=1",
                "/api/models/mev%27%20OR%201=1",
                "/api/jobs?state=%27%20OR%201=1",
                "/api/jobs?queue=%27%20OR%201=1",
                "/api/jobs?limit=1;DROP%20TABLE%20arbitrage",
                "/api/jobs/scrape-%27%20OR%201=1",
                "/api/jobs/scrape-%27%20OR%201=1/logs",
                "/api/datasets/scrape-%27%20OR%201=1/files/x",
            })
    void sqlInAnAddressIsAnInputLikeAnyOther(String path) throws Exception {
        HttpResponse<String> answer = server.get(path, Role.VIEWER);
        problem(answer, answer.statusCode() == 404 ? 404 : 400);
    }

    @Test
    void sqlInATrainingIsRefused() throws Exception {
        for (String field : new String[] {"module", "features", "model"}) {
            ObjectNode body = (ObjectNode)
                    Json.tree("{\"module\":\"mev\",\"range\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"}}");
            problem(
                    server.post(
                            "/api/training/start",
                            body.put(field, "x'; DROP TABLE x; --").toString(),
                            Role.ADMIN),
                    400);
        }
        for (String field : new String[] {"start", "end"}) {
            ObjectNode body = (ObjectNode)
                    Json.tree("{\"module\":\"mev\",\"range\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"}}");
            ((ObjectNode) body.get("range")).put(field, "2026-01-01' OR 1=1 --");
            assertThat(problem(server.post("/api/training/start", body.toString(), Role.ADMIN), 400)
                            .get("detail")
                            .asText())
                    .contains("range." + field);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {\"name\":\"bundle_state\"} | did you mean bundle_states?",
                "404 | {\"name\":\"SELECT * FROM system.users\"} | decisions_recent",
                "404 | {} | decisions_recent",
                "404 | {\"name\":\"../../etc/passwd\"} | decisions_recent",
                "400 | {\"name\":\"bundle_history\"} | params.bundle_id: must be set",
                "400 | {\"name\":\"bundle_history\",\"params\":{\"bundle_id\":{\"$ne\":1}}} | params.bundle_id",
                "400 | {\"name\":\"bundle_history\",\"params\":[]} | params",
                "400 | {\"name\":\"data_range\",\"params\":{\"readonly\":\"0\"}} | there is no readonly",
                "400 | {\"name\":\"data_range\",\"params\":{\"max_execution_time\":0}} | there is no max_execution_time",
                "400 | {\"name\":\"data_range\",\"limit\":0} | limit: must be 1..10000",
                "400 | {\"name\":\"data_range\",\"limit\":9223372036854775807} | limit: must be 1..10000",
                "400 | {\"name\":\"data_range\",\"limit\":99999999999999999999999999} | limit",
                "400 | {\"name\":\"data_range\",\"limit\":\"1; DROP TABLE arbitrage\"} | limit",
                "400 | {\"name\":\"decisions_recent\",\"params\":{\"since\":\"1' OR '1'='1\"}} | params.since",
                "400 | {\"name\":\"decisions_recent\",\"params\":{\"min_net_lamports\":1e99999}} | params.min_net_lamports",
            })
    void queriesAreRefusedWithWhatIsWrong(int status, String body, String named) throws Exception {
        JsonNode problem = problem(server.post("/api/clickhouse/query", body, Role.VIEWER), status);
        assertThat(problem.get("detail").asText()).contains(named);
    }

    @Test
    void onlyNamedQueriesReachClickHouse() throws Exception {
        String sql = "{\"name\":\"data_range\",\"sql\":\"DROP TABLE arbitrage\",\"query\":\"DROP TABLE arbitrage\"}";
        assertThat(server.post("/api/clickhouse/query?query=DROP%20TABLE%20arbitrage&readonly=0", sql, Role.VIEWER)
                        .statusCode())
                .isEqualTo(200);
        problem(server.post("/api/clickhouse", "SELECT 1", Role.ADMIN), 404);
        problem(server.get("/api/clickhouse/query", Role.ADMIN), 405);
        String text = "{\"name\":\"bundle_history\",\"params\":{\"bundle_id\":\"" + "x".repeat(10 << 20) + "\"}}";
        problem(server.post("/api/clickhouse/query", text, Role.VIEWER), 413);
    }
}
