package dev.mevsdk.transport.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.transport.hub.EndpointConfig;
import dev.mevsdk.transport.hub.Hub;
import dev.mevsdk.transport.hub.HubConfig;
import dev.mevsdk.transport.hub.ProbeEndpoint;
import dev.mevsdk.transport.hub.ProbeEndpoint.Probe;
import dev.mevsdk.transport.hub.RawWebSocket;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import dev.mevsdk.transport.hub.TestTokens;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RFC 6455 as a hostile or careless client meets it. */
class NettyConformanceIT {
    private static final int FIN_TEXT = 0x81;
    private static final int FIRST_TEXT = 0x01;
    private static final int MORE = 0x00;
    private static final int LAST = 0x80;
    private static final int FIN_CLOSE = 0x88;
    private static final int FIN_PING = 0x89;

    private final ProbeEndpoint endpoint = new ProbeEndpoint();
    private final NettyRealtimeServer server =
            NettyRealtimeServer.start(NettyConfig.DEFAULT.withAddress("127.0.0.1", 0), endpoint);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPingIsAnsweredWithItsPayload() throws Exception {
        try (RawWebSocket client = open()) {
            client.frame(FIN_PING, "are you there".getBytes(UTF_8));

            RawWebSocket.Message pong = client.read();
            assertThat(pong.opcode()).isEqualTo(RawWebSocket.PONG);
            assertThat(pong.text()).isEqualTo("are you there");
        }
    }

    @Test
    void fragmentsBecomeOneMessage_alsoWithAPingBetween() throws Exception {
        try (RawWebSocket client = open()) {
            Probe probe = endpoint.next();
            byte[] euro = "€".getBytes(UTF_8);
            client.frame(FIRST_TEXT, new byte[] {euro[0]});
            client.frame(FIN_PING, new byte[0]);
            client.frame(MORE, new byte[] {euro[1]});
            client.frame(LAST, new byte[] {euro[2]});

            assertThat(client.read().opcode()).isEqualTo(RawWebSocket.PONG);
            await().untilAsserted(() -> assertThat(probe.texts()).containsExactly("€"));
        }
    }

    @Test
    void endlessFragmentsEndAtTheLimit() throws Exception {
        try (RawWebSocket client = open()) {
            client.frame(FIRST_TEXT, new byte[600]);
            client.frame(MORE, new byte[600]);

            assertCloses(client, 1009);
        }
    }

    @Test
    void aDeclaredLengthOf2To63EndsTheConnection() throws Exception {
        try (RawWebSocket client = open()) {
            client.raw(new byte[] {(byte) FIN_TEXT, (byte) 0xFF, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4});

            assertThat(client.readUntil(RawWebSocket.CLOSE).closeCode()).isIn(1002, 1009);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void aDeclaredLengthOverTheLimitIsRefusedBeforeItsPayload() throws Exception {
        try (RawWebSocket client = open()) {
            client.raw(new byte[] {(byte) FIN_TEXT, (byte) 0xFF, 0x7F, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4});

            assertCloses(client, 1009);
        }
    }

    @Test
    void textThatIsNoUtf8Ends1007() throws Exception {
        try (RawWebSocket client = open()) {
            client.frame(FIN_TEXT, new byte[] {(byte) 0xC3, (byte) 0x28});

            assertCloses(client, 1007);
        }
    }

    @Test
    void whatTheProtocolForbidsEnds1002() throws Exception {
        byte[] empty = new byte[0];
        for (int firstByte : new int[] {0x83, 0x8B, 0xC1, 0x80, 0x09}) {
            try (RawWebSocket client = open()) {
                client.frame(firstByte, empty);
                assertCloses(client, 1002);
            }
        }
        try (RawWebSocket client = open()) {
            client.raw(new byte[] {(byte) FIN_TEXT, 1, 'x'});
            assertCloses(client, 1002);
        }
        try (RawWebSocket client = open()) {
            client.frame(FIN_PING, new byte[126]);
            assertCloses(client, 1002);
        }
    }

    @Test
    void aCloseIsAnsweredInKind() throws Exception {
        try (RawWebSocket client = open()) {
            client.frame(FIN_CLOSE, new byte[] {0x03, (byte) 0xE8, 'o', 'k'});
            assertCloses(client, 1000);
        }
        try (RawWebSocket client = open()) {
            client.frame(FIN_CLOSE, new byte[0]);
            assertCloses(client, 1005);
        }
        try (RawWebSocket client = open()) {
            client.frame(FIN_CLOSE, new byte[] {0x03});
            assertCloses(client, 1002);
        }
    }

    @Test
    void aHalfOpenUpgradeIsClosedAfterTheTimeout() throws Exception {
        NettyConfig impatient = NettyConfig.DEFAULT
                .withAddress("127.0.0.1", 0)
                .withTimeouts(Duration.ofMillis(200), Duration.ofSeconds(20));
        try (NettyRealtimeServer quick = NettyRealtimeServer.start(impatient, endpoint);
                RawWebSocket client = RawWebSocket.socket(quick.port())) {
            client.raw("GET / HTTP/1.1\r\nHost: x\r\n".getBytes(ISO_8859_1));

            assertThat(client.isEnded()).isTrue();
            await().until(() -> quick.connections() == 0);
        }
    }

    @Test
    void anUpgradeIsRefusedWithAProblem_andNothingElseIsServed() throws Exception {
        Hub hub = Hub.create(HubConfig.DEFAULT);
        try (RealtimeEndpoint strict = RealtimeEndpoint.create(hub, TestTokens.VERIFIER, EndpointConfig.DEFAULT);
                NettyFixture guarded = new NettyFixture(strict);
                RawWebSocket client = RawWebSocket.socket(guarded.port());
                RawWebSocket other = RawWebSocket.socket(guarded.port())) {
            assertThat(client.upgrade("token=secret-thing", ""))
                    .startsWith("HTTP/1.1 401")
                    .contains("application/problem+json");
            assertThat(client.rest()).contains("Token rejected").doesNotContain("secret-thing");
            other.raw("GET /etc HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(other.rest()).startsWith("HTTP/1.1 404");
        }
        hub.close();
    }

    private RawWebSocket open() throws IOException {
        return RawWebSocket.open(server.port(), "");
    }

    private static void assertCloses(RawWebSocket client, int code) throws IOException {
        assertThat(client.readUntil(RawWebSocket.CLOSE).closeCode()).isEqualTo(code);
        assertThat(client.isEnded()).isTrue();
    }
}
