package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
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
        JsonNode schema = response.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as(path + ": " + answer.statusCode() + " " + type + " in the contract")
                .isFalse();
        ObjectNode document = schema.isObject() ? ((ObjectNode) schema).deepCopy() : JSON.createObjectNode();
        document.set("components", contract.path("components"));
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document.toString());
        JsonNode body = JSON.readTree(answer.body());
        assertThat(compiled.validate(answer.body(), com.networknt.schema.InputFormat.JSON))
                .as(answer.body())
                .isEmpty();
        return body;
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? contract.at(node.get("$ref").asText().substring(1)) : node;
    }

    @Test
    void everyOperationRefusesWhoHasNoTokenUnlessItIsOpen() {
        for (Iterator<Map.Entry<String, JsonNode>> paths =
                        contract.path("paths").fields();
                paths.hasNext(); ) {
            Map.Entry<String, JsonNode> path = paths.next();
            path.getValue().fieldNames().forEachRemaining(method -> {
                boolean open = path.getValue().path(method).has("security");
                String address = path.getKey()
                        .replace("{name}:{action}", "mev:start")
                        .replace("{action}", "start")
                        .replaceAll("\\{(name|module)}", "mev")
                        .replaceAll("\\{[a-z_]+}", "x-1");
                int status = server.send(server.request(address)
                                .method(
                                        method.toUpperCase(java.util.Locale.ROOT),
                                        java.net.http.HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode();
                assertThat(status).as(method + " " + address).isEqualTo(open ? 200 : 401);
            });
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
        validated(server.get("/api/jobs", Role.VIEWER), "/api/jobs", "get");
        validated(server.get("/api/jobs/" + job, Role.VIEWER), "/api/jobs/{job_id}", "get");
        validated(server.get("/api/jobs/" + job + "/logs", Role.VIEWER), "/api/jobs/{job_id}/logs", "get");
        validated(server.post("/api/jobs/" + job + ":cancel", "", Role.ADMIN), "/api/jobs/{job_id}:cancel", "post");
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
