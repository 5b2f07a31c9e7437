package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.transport.control.AgentObserver;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlListener;
import dev.mevsdk.transport.control.KafkaControlConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import dev.mevsdk.transport.control.PolicyGate;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever other clients do, an admin's kill by REST gets through, each over a connection of its own. */
@ExtendWith(EmbeddedServicesExtension.class)
class KillUnderAttackIT {
    private static final int CLIENTS = 300;
    /** More of them give figures worth quoting. */
    private static final int KILLS = Integer.getInteger("mev.kills", 5);
    /** An answer later than this is as good as none. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static TestServer server;
    private static ControlChannel channel;
    private static ControlListener agent;

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) {
        server = TestServer.start(kafka, redis, clickHouse, folder);
        server.awaitReady();
        channel = ControlChannel.kafka(KafkaControlConfig.of(kafka.address(), "agent-1"));
        agent = ControlListener.start(channel, ListenerConfig.of("agent-1", "mev"), AgentObserver.NONE);
    }

    @AfterAll
    static void stop() {
        agent.close();
        channel.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json", "/api/jobs"})
    void clientsThatPipelineAndNeverRead(String path) throws Exception {
        String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
        killsGetThrough(request.repeat(20), request.repeat(20), 20 * request.length());
    }

    @Test
    void headersThatNeverEnd() throws Exception {
        killsGetThrough("GET /openapi.json HTTP/1.1\r\nHost: x\r\n", "X-A: b\r\n", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/control/module/mev:kill", "/api/datasets/scrape", "/nothing"})
    void bodiesThatNeverEnd(String path) throws Exception {
        killsGetThrough("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{", " ", 1);
    }

    @Test
    void webSocketsThatNeverRead() throws Exception {
        String upgrade =
                "GET /api/realtime/ws?mode=json&token=" + TestServer.token(Role.VIEWER) + " HTTP/1.1\r\nHost: x\r\n"
                        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        killsGetThrough(upgrade, "", 1);
    }

    private static void killsGetThrough(String first, String then, int bytesAtOnce) throws Exception {
        try (HostileClients hostile = HostileClients.open(server.port(), CLIENTS, first, then, bytesAtOnce)) {
            long[] millis = new long[KILLS];
            for (int i = 0; i < KILLS; i++) {
                millis[i] = startAndKill();
            }
            Arrays.sort(millis);
            System.out.printf(
                    "kill by REST until applied, %d of %d hostile clients left: median %d, p99 %d, max %d ms of %d%n",
                    hostile.connected(),
                    CLIENTS,
                    millis[KILLS / 2],
                    millis[(int) Math.ceil(0.99 * KILLS) - 1],
                    millis[KILLS - 1],
                    KILLS);
        }
        assertThat(server.get("/healthz", Role.VIEWER).statusCode()).isEqualTo(200);
    }

    private static long startAndKill() throws Exception {
        PolicyGate gate = agent.gate();
        post("start");
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(gate::mayEmit);
        long from = System.nanoTime();
        post("kill");
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> !gate.mayEmit());
        return Duration.ofNanos(System.nanoTime() - from).toMillis();
    }

    private static void post(String action) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        server.request("/api/control/module/mev:" + action)
                                .timeout(ANSWER_LIMIT)
                                .header("Authorization", "Bearer " + TestServer.token(Role.ADMIN))
                                .POST(BodyPublishers.ofString("{}"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
