package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The server keeps to its OpenAPI document: every answer validates, every path is there with its role. */
@ExtendWith(EmbeddedServicesExtension.class)
class ContractIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static TestServer server;
    private static JsonNode contract;

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) throws Exception {
        server = TestServer.start(kafka, redis, clickHouse, folder);
        contract = JSON.readTree(server.send(server.request("/openapi.json")).body());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> server.send(server.request("/readyz")).statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode validated(HttpResponse<String> answer, String path, String method) throws Exception {
        JsonNode operation = contract.at("/paths").path(path).path(method);
        assertThat(operation.isMissingNode())
                .as(method + " " + path + " in the contract")
                .isFalse();
        JsonNode responses = operation.path("responses");
        JsonNode response = responses.path(Integer.toString(answer.statusCode()));
        if (response.isMissingNode()) {
            response = responses.path("default");
        }
        response = resolve(response);
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
        JsonNode content = response.path("content").path(type);
        assertThat(content.isMissingNode())
                .as(path + ": " + answer.statusCode() + " " + type + " in the contract")
                .isFalse();
        if (!type.endsWith("json")) {
            return MissingNode.getInstance();
        }
        JsonNode schema = content.path("schema");
        ObjectNode document = schema.isObject() ? ((ObjectNode) schema).deepCopy() : JSON.createObjectNode();
        document.set("components", contract.path("components"));
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document.toString());
        assertThat(compiled.validate(answer.body(), com.networknt.schema.InputFormat.JSON))
                .as(method + " " + path + ": " + answer.body())
                .isEmpty();
        return JSON.readTree(answer.body());
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? contract.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** An operation of the contract. */
    private record Operation(String method, String path, JsonNode node) {
        boolean isOpen() {
            return node.has("security");
        }

        /** With something for each parameter. */
        String address() {
            return path.replace("{name}:{action}", "mev:start")
                    .replace("all:{action}", "all:start")
                    .replaceAll("module/\\{name}", "module/mev")
                    .replaceAll("\\{module}", "mev")
                    .replaceAll("\\{[a-z_]+}", "x-1");
        }

        HttpRequest.Builder request() {
            return server.request(address())
                    .method(method.toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.ofString("{}"));
        }
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        contract.path("paths").fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(operation ->
                        operations.add(new Operation(operation.getKey(), path.getKey(), operation.getValue()))));
        return operations;
    }

    @Test
    void everyRouteIsInTheContractAndTheOtherWayRound() {
        Set<String> documented = operations().stream()
                .map(operation -> operation.method().toUpperCase(Locale.ROOT) + " " + operation.path())
                .collect(Collectors.toSet());
        // A HEAD goes with each GET, and nobody documents that.
        Set<String> added = server.routes().stream()
                .filter(route -> !route.startsWith("HEAD "))
                .collect(Collectors.toSet());
        assertThat(documented).isEqualTo(added);
    }

    @Test
    void everyOperationRefusesWhoHasNoTokenUnlessItIsOpen() {
        for (Operation operation : operations()) {
            int status = server.send(operation.request()).statusCode();
            assertThat(status)
                    .as(operation.method() + " " + operation.address())
                    .isEqualTo(operation.isOpen() ? 200 : 401);
        }
    }

    @Test
    void whateverAnOperationAnswersIsInTheContract() throws Exception {
        for (Operation operation : operations()) {
            HttpRequest.Builder request =
                    operation.request().header("Authorization", "Bearer " + TestServer.token(Role.ADMIN));
            validated(server.send(request), operation.path(), operation.method());
        }
    }

    @Test
    void answersAreAsTheContractSays() throws Exception {
        String scrape = "{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\",\"types\":[\"mev\",\"arb\"],\"dex\":[],"
                + "\"format\":\"parquet\",\"compress\":\"zstd\"}";
        JsonNode started =
                validated(server.post("/api/datasets/scrape", scrape, Role.ADMIN), "/api/datasets/scrape", "post");
        String job = started.get("job_id").asText();
        validated(server.get("/api/datasets/status/" + job, Role.VIEWER), "/api/datasets/status/{job_id}", "get");
        await().atMost(Duration.ofSeconds(60)).until(() -> JSON.readTree(
                        server.get("/api/datasets/status/" + job, Role.VIEWER).body())
                .path("state")
                .asText()
                .equals("done"));
        validated(server.get("/api/datasets/status/" + job, Role.VIEWER), "/api/datasets/status/{job_id}", "get");
        validated(server.get("/api/datasets", Role.VIEWER), "/api/datasets", "get");
        validated(
                server.get("/api/datasets/" + job + "/files/manifest.json", Role.VIEWER),
                "/api/datasets/{job_id}/files/{name}",
                "get");
        validated(server.get("/api/jobs", Role.VIEWER), "/api/jobs", "get");
        validated(server.get("/api/jobs/" + job, Role.VIEWER), "/api/jobs/{job_id}", "get");
        validated(server.get("/api/jobs/" + job + "/logs", Role.VIEWER), "/api/jobs/{job_id}/logs", "get");
        validated(server.post("/api/jobs/" + job + ":cancel", "", Role.ADMIN), "/api/jobs/{job_id}:cancel", "post");
        String train = "{\"module\":\"mev\",\"range\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\"}}";
        String training = validated(
                        server.post("/api/training/start", train, Role.ADMIN), "/api/training/start", "post")
                .get("job_id")
                .asText();
        validated(server.get("/api/training/status/" + training, Role.VIEWER), "/api/training/status/{job_id}", "get");
        validated(server.get("/api/models/mev", Role.VIEWER), "/api/models/{module}", "get");
        validated(
                server.post("/api/control/module/mev:throttle", "{\"throttle_pct\":10}", Role.ADMIN),
                "/api/control/module/{name}:{action}",
                "post");
        validated(
                server.post("/api/control/all:throttle", "{\"throttle_pct\":10}", Role.ADMIN),
                "/api/control/all:{action}",
                "post");
        validated(
                server.post("/api/control/module/mev:stop", "{\"agent\":\"a\",\"reason\":\"why\"}", Role.ADMIN),
                "/api/control/module/{name}:{action}",
                "post");
        validated(server.get("/api/control/module/mev", Role.VIEWER), "/api/control/module/{name}", "get");
        validated(server.get("/api/clickhouse/queries", Role.VIEWER), "/api/clickhouse/queries", "get");
        String query = "{\"name\":\"data_range\",\"params\":{},\"limit\":2}";
        JsonNode range =
                validated(server.post("/api/clickhouse/query", query, Role.VIEWER), "/api/clickhouse/query", "post");
        assertThat(range.get("truncated").asBoolean()).isTrue();
        validated(server.post("/api/clickhouse/query", "{}", Role.VIEWER), "/api/clickhouse/query", "post");
        validated(server.send(server.request("/healthz")), "/healthz", "get");
        validated(server.send(server.request("/readyz")), "/readyz", "get");
    }
}
