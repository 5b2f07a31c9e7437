package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.core.config.TlsConfig;
import dev.mevsdk.embedded.EmbeddedAuthority;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.embedded.EmbeddedTls;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who leaves while a query runs, who stays, and who can't wait for the answer: over TLS and without. */
@ExtendWith(EmbeddedServicesExtension.class)
class QueryClientIT {
    private static final String HEAD = "-- description: d\n-- columns: a\n-- seconds: 60\n";
    private static final String RUNNING =
            "SELECT count() AS n FROM system.processes WHERE query LIKE '%sleepEachRow%' AND query NOT LIKE '%processes%'";

    @TempDir
    Path folder;

    /** Opens connections to a server. */
    @FunctionalInterface
    private interface Dial {
        Socket open() throws IOException;
    }

    @Test
    void plain(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse engine) throws Exception {
        ServerConfig config = config(TestServer.backends(kafka, redis, engine), Map.of());
        try (TestServer server = TestServer.start(config)) {
            check(() -> new Socket("127.0.0.1", server.port()), config);
        }
    }

    @Test
    void overTls(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse engine) throws Exception {
        EmbeddedTls own = EmbeddedAuthority.in(folder.resolve("authority")).issue("server");
        TlsConfig client =
                Settings.of(Map.of("TLS_CA", own.ca().toString()), List.of()).tls();
        ServerConfig config = config(
                TestServer.backends(kafka, redis, engine),
                Map.of(
                        "HTTPS_CERT", own.certificate().toString(),
                        "HTTPS_KEY", own.key().toString()));
        try (TestServer server = TestServer.start(config)) {
            check(() -> client.context().getSocketFactory().createSocket("localhost", server.port()), config);
        }
    }

    private ServerConfig config(ServerConfig.Backends backends, Map<String, String> variables) throws IOException {
        Path queries = Files.createDirectories(folder.resolve("queries"));
        Files.writeString(
                queries.resolve("long.sql"), HEAD + "SELECT sum(sleepEachRow(0.00001)) AS a FROM numbers(6000000)");
        Files.writeString(queries.resolve("quick.sql"), HEAD + "SELECT 1 AS a");
        Files.writeString(queries.resolve("brief.sql"), HEAD + "SELECT sum(sleepEachRow(1)) AS a FROM numbers(2)");
        Map<String, String> all = new HashMap<>(variables);
        all.put("QUERIES_DIR", queries.toString());
        return TestServer.config(backends, folder.resolve("data"), all);
    }

    private static void check(Dial dial, ServerConfig config) throws Exception {
        try (ClickHouse clickHouse = ClickHouse.open(config.backends().clickHouse())) {
            whoLeavesTakesTheQueryAlong(dial, clickHouse);
            whoAsksTooSoonIsAnsweredOnceAndToldSo(dial, clickHouse);
        }
        whoStaysAsksAgainOnTheSameConnection(dial);
    }

    private static void whoLeavesTakesTheQueryAlong(Dial dial, ClickHouse clickHouse) throws IOException {
        try (Socket client = dial.open()) {
            ask(client, "long");
            await().until(() -> clickHouse.number(RUNNING, Map.of()) == 1);
        }
        await().until(() -> clickHouse.number(RUNNING, Map.of()) == 0);
        try (Socket other = dial.open()) {
            other.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .containsPattern("route=\"/api/clickhouse/query\",status=\"499\"\\S* 1");
        }
    }

    private static void whoStaysAsksAgainOnTheSameConnection(Dial dial) throws IOException {
        try (Socket client = dial.open()) {
            for (int i = 0; i < 3; i++) {
                ask(client, "quick");
                assertThat(head(client.getInputStream()))
                        .startsWith("HTTP/1.1 200")
                        .doesNotContain("Connection: close");
            }
        }
    }

    private static void whoAsksTooSoonIsAnsweredOnceAndToldSo(Dial dial, ClickHouse clickHouse) throws IOException {
        try (Socket client = dial.open()) {
            ask(client, "brief");
            await().until(() -> clickHouse.number(RUNNING, Map.of()) == 1);
            ask(client, "quick");
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .containsOnlyOnce("HTTP/1.1")
                    .contains("Connection: close")
                    .endsWith("}");
        }
    }

    private static void ask(Socket client, String query) throws IOException {
        String body = "{\"name\":\"" + query + "\"}";
        client.getOutputStream()
                .write(("POST /api/clickhouse/query HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + TestServer.token(Role.VIEWER) + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                + body)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** Of an answer, whose body is read, too. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        String length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        in.readNBytes(Integer.parseInt(length));
        return head.toString();
    }
}
