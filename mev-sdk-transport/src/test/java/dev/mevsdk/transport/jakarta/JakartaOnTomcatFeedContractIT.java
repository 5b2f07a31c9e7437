package dev.mevsdk.transport.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.transport.hub.EndpointConfig;
import dev.mevsdk.transport.hub.FeedContract;
import dev.mevsdk.transport.hub.FeedQuery;
import dev.mevsdk.transport.hub.Hub;
import dev.mevsdk.transport.hub.RawWebSocket;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import dev.mevsdk.transport.hub.SocketFeedClient;
import dev.mevsdk.transport.hub.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JakartaOnTomcatFeedContractIT extends FeedContract {
    private @Nullable RealtimeEndpoint endpoint;
    private @Nullable TomcatContainer server;

    @Override
    protected void start(Hub served) throws Exception {
        endpoint = RealtimeEndpoint.create(served, TestTokens.VERIFIER, EndpointConfig.DEFAULT);
        server = new TomcatContainer(endpoint);
    }

    private int port() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server.port();
    }

    @Override
    protected Client connect(FeedQuery query) throws Exception {
        return SocketFeedClient.connect(port(), query);
    }

    @Override
    protected void stop() throws Exception {
        if (server != null && endpoint != null) {
            server.close();
            endpoint.close();
        }
    }

    @Test
    void aBadTokenIsRefusedBeforeTheUpgradeWithTheReason() throws Exception {
        try (RawWebSocket client = RawWebSocket.socket(port())) {
            assertThat(client.upgrade("mode=json&token=bad", ""))
                    .startsWith("HTTP/1.1 401")
                    .contains("problem+json");
        }
    }

    @Test
    void theTokensSubprotocolIsNotEchoedWhereAnotherIsOffered_andNothingIsCompressedTwice() throws Exception {
        try (RawWebSocket client = RawWebSocket.socket(port())) {
            String answer = client.upgrade(
                    "mode=json",
                    "Sec-WebSocket-Protocol: mev.v1, bearer." + TestTokens.viewer() + "\r\n"
                            + "Sec-WebSocket-Extensions: permessage-deflate\r\n");
            assertThat(answer).startsWith("HTTP/1.1 101").doesNotContain("permessage-deflate");
            assertThat(answer.lines().filter(line -> line.toLowerCase(java.util.Locale.ROOT)
                            .startsWith("sec-websocket-protocol")))
                    .singleElement()
                    .asString()
                    .endsWith("mev.v1");
        }
    }

    @Test
    void aPlainRequestIsToldToUpgrade() throws Exception {
        URI address = URI.create(
                "http://127.0.0.1:" + port() + RealtimeEndpoint.PATH + "?mode=json&token=" + TestTokens.viewer());
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(426);
        assertThat(answer.body()).contains("WebSocket");
    }
}
