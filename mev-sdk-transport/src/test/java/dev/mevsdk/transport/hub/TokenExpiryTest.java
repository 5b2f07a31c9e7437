package dev.mevsdk.transport.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenExpiryTest {
    private final Hub hub = Hub.create(SampleFeed.QUICK);
    private final RealtimeEndpoint endpoint =
            RealtimeEndpoint.create(hub, TestTokens.SHORT_LIVED, EndpointConfig.DEFAULT);
    private final ClosingChannel channel = new ClosingChannel();

    @AfterEach
    void close() {
        hub.close();
        endpoint.close();
    }

    @Test
    void endsTheConnectionWithItsToken() {
        open("ann:50");

        await().untilAsserted(() -> assertThat(channel.code()).isEqualTo(CloseCode.TOKEN_EXPIRED));
    }

    @Test
    void aRefreshInTimeKeepsTheConnection() {
        FeedConnection connection = open("ann:3000");

        connection.onText("{\"type\":\"refresh\",\"token\":\"ann:60000\"}");

        await().during(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(10)).until(() -> channel.code() == 0);
    }

    @Test
    void aRefreshForSomeoneElseEndsTheConnection() {
        FeedConnection connection = open("ann:60000");

        connection.onText("{\"type\":\"refresh\",\"token\":\"bob:60000\"}");

        await().untilAsserted(() -> assertThat(channel.code()).isEqualTo(CloseCode.TOKEN_EXPIRED));
    }

    private FeedConnection open(String token) {
        UpgradeRequest request = UpgradeRequest.of("token=" + token, name -> null);
        return ((Admission.Admitted) endpoint.admit(request)).open(channel);
    }
}
