package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server whose operations are for viewers. */
@ExtendWith(EmbeddedServicesExtension.class)
class OperationsIT {
    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) {
        ServerConfig config = TestServer.config(kafka, redis, clickHouse, folder);
        server = TestServer.start(config, new Operations(Optional.of(Role.VIEWER), Tracing.OFF));
        server.awaitReady();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void metricsAndContractNeedTheRole() {
        for (String path : new String[] {"/metrics", "/openapi.json"}) {
            assertThat(server.send(server.request(path)).statusCode()).as(path).isEqualTo(401);
            assertThat(server.get(path, Role.VIEWER).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void aProbeStillLearnsWhetherTheServerIsReady_andNothingElse() {
        assertThat(server.send(server.request("/healthz")).statusCode()).isEqualTo(200);
        HttpResponse<String> probe = server.send(server.request("/readyz"));
        assertThat(probe.statusCode()).isEqualTo(200);
        assertThat(probe.body()).isEqualTo("{\"ready\":true}");
        JsonNode known = Json.tree(server.get("/readyz", Role.VIEWER).body());
        assertThat(known.path("parts").path("kafka").path("up").asBoolean()).isTrue();
        HttpResponse<String> broken =
                server.send(server.request("/readyz").header("Authorization", "Bearer not.a.token"));
        assertThat(broken.statusCode()).isEqualTo(401);
    }
}
