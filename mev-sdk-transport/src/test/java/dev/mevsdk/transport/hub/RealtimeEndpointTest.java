package dev.mevsdk.transport.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealtimeEndpointTest {
    private final Hub hub = Hub.create(SampleFeed.QUICK.withMaxClients(1));
    private final RealtimeEndpoint endpoint = RealtimeEndpoint.create(
            hub, TestTokens.VERIFIER, new EndpointConfig(Set.of("https://ops.example.com"), 1024));

    @AfterEach
    void close() {
        hub.close();
        endpoint.close();
    }

    @Test
    void takesTheTokenFromHeaderSubprotocolOrQuery() {
        String token = TestTokens.viewer();

        assertThat(admit("", "Authorization", "Bearer " + token)).isInstanceOf(Admission.Admitted.class);
        assertThat(admit("token=" + token)).isInstanceOf(Admission.Admitted.class);
        Admission offered = admit("", "Sec-WebSocket-Protocol", "mev.realtime, bearer." + token);
        assertThat(offered)
                .isInstanceOfSatisfying(Admission.Admitted.class, admitted -> assertThat(admitted.subprotocol())
                        .hasValue("mev.realtime"));
    }

    @Test
    void refusesBeforeTheUpgrade_withTheFixInTheAnswer() {
        String token = TestTokens.viewer();

        assertRefused(admit(""), 401, "Authorization: Bearer");
        assertRefused(admit("token=" + token + "x"), 401, "signature");
        assertRefused(admit("token=" + TestTokens.withoutRole()), 403, "viewer");
        assertRefused(admit("token=" + token + "&mode=xml"), 400, "json, proto");
        hub.connect(FeedQuery.JSON, new ClosingChannel());
        assertRefused(admit("token=" + token), 503, "no room");
    }

    @Test
    void letsPagesOfItsOwnAndOfAllowedOriginsIn_noOthers() {
        String query = "token=" + TestTokens.viewer();

        assertThat(admit(query, "Origin", "https://ops.example.com", "Host", "api.example.com"))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(admit(query, "Origin", "http://localhost:8080", "Host", "localhost:8080"))
                .isInstanceOf(Admission.Admitted.class);
        assertRefused(admit(query, "Origin", "https://evil.example", "Host", "api.example.com"), 403, "origin");
        assertRefused(admit(query, "Origin", "null", "Host", "api.example.com"), 403, "origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "{\"type\":\"subscribe\"}", "{\"type\":\"refresh\"}", "[", ""})
    void anythingButRefreshAndPingEndsTheConnection(String message) {
        ClosingChannel channel = new ClosingChannel();
        FeedConnection connection = open(channel);

        connection.onText("{\"type\":\"ping\"}");
        assertThat(channel.code()).isZero();
        connection.onText(message);

        assertThat(channel.code()).isEqualTo(CloseCode.POLICY_VIOLATION);
    }

    @Test
    void nothingOfATokenIsInAnyText() {
        String token = TestTokens.viewer();
        UpgradeRequest request = request("token=" + token);

        assertThat(request.toString()).doesNotContain(token);
        assertThat(new ClientMessage.Refresh(token).toString()).doesNotContain(token);
        assertThat(admit("token=" + token + "x").toString()).doesNotContain(token);
    }

    private FeedConnection open(ClientChannel channel) {
        return ((Admission.Admitted) admit("token=" + TestTokens.viewer())).open(channel);
    }

    private Admission admit(String query, String... headers) {
        return endpoint.admit(request(query, headers));
    }

    private static UpgradeRequest request(String query, String... headers) {
        Map<String, String> byName = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            byName.put(headers[i].toLowerCase(Locale.ROOT), headers[i + 1]);
        }
        return UpgradeRequest.of(query, name -> byName.get(name.toLowerCase(Locale.ROOT)));
    }

    private static void assertRefused(Admission admission, int status, String detail) {
        assertThat(admission).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.problemJson()).contains(detail).contains("\"status\":" + status);
        });
    }
}
