package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page that documents REST and WebSocket, and the truth of what it says of the WebSocket. */
@ExtendWith(EmbeddedServicesExtension.class)
class DocsPageIT {
    private static final Path MODULE = Path.of("../api-docs").toAbsolutePath().normalize();
    private static final long LIMIT_MINUTES = 4;

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

    @Test
    void nothingBroughtInCouldRunOnThePage() {
        HttpResponse<String> page = server.send(server.request("/docs/"));
        assertThat(page.statusCode()).isEqualTo(200);
        List<String> policies = page.headers().allValues("Content-Security-Policy");
        assertThat(policies).hasSize(1);
        assertThat(policies.get(0))
                .contains("default-src 'self'", "connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("'unsafe-inline'", "'unsafe-eval'", "http:", "https:");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void theLinesOfTheFeedAreAsTheContractSays() {
        JsonNode contract =
                Json.tree(server.send(server.request("/asyncapi.json")).body());
        try (FeedClient client = FeedClient.json(server)) {
            String job = Json.tree(server.post(
                                    "/api/datasets/scrape",
                                    "{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\",\"types\":[\"mev\"]}",
                                    Role.ADMIN)
                            .body())
                    .path("job_id")
                    .asText();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> client.lines(
                                    "dataset_status",
                                    data -> data.path("job_id").asText().equals(job)
                                            && data.path("state").asText().equals("done"))
                            > 0);
            assertThat(client.lines("notice", data -> true)).isPositive();
            client.lines.forEach(line -> assertDocumented(contract, line));
        }
    }

    private static void assertDocumented(JsonNode contract, JsonNode line) {
        JsonNode message = contract.at(
                "/channels/feed/messages/" + line.path("type").asText().replace("/", "") + "/$ref");
        JsonNode payload = contract.at(message.asText().substring(1)).path("payload");
        var document = ((com.fasterxml.jackson.databind.node.ObjectNode) payload.deepCopy());
        document.set("components", contract.path("components"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(document.toString())
                        .validate(line.toString(), InputFormat.JSON))
                .as(line.toString())
                .isEmpty();
    }

    @Test
    void aBrowserShowsBothContractsAndAsksNoOtherHost() throws Exception {
        if (!Files.isDirectory(MODULE.resolve("node_modules/playwright-core"))) {
            missing("playwright-core is not installed: run npm ci in examples/api-docs");
        }
        if (List.of("chromium", "google-chrome", "chromium-browser").stream()
                .noneMatch(name -> Files.isExecutable(Path.of("/usr/bin", name)))) {
            missing("Chromium is not installed (Debian: apt-get install chromium)");
        }
        Path output = folder.resolve("docs-page.log");
        ProcessBuilder tests = new ProcessBuilder("node", "--test", "e2e/docs.test.mjs")
                .directory(MODULE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        tests.environment().put("MEV_SERVER", "http://127.0.0.1:" + server.port());
        Process process = tests.start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    private static void missing(String what) {
        if (System.getenv("CI") != null) {
            fail(what);
        }
        abort("the page is not tested: " + what);
    }
}
