package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatTest {
    private static final String LARGEST = base64(HeartbeatHistograms.MAX_BYTES);

    @Test
    void histogramsArriveAsTheyWereSent() {
        Map<String, String> sent = Map.of("hotpath_us", "AAEC", "send_us", LARGEST);
        assertThat(Heartbeat.parse(beat(sent).toJson()).histograms()).isEqualTo(sent);
    }

    @Test
    void agentsThatSendNoneAreUnderstood() {
        String json = new String(beat(Map.of()).toJson(), StandardCharsets.UTF_8);
        assertThat(json).doesNotContain("histograms");
        assertThat(Heartbeat.parse(json.getBytes(StandardCharsets.UTF_8)).histograms())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "\"text\"",
                "[]",
                "null",
                "{\"hotpath_us\":7}",
                "{\"hotpath_us\":null}",
                "{\"hotpath_us\":{}}",
                "{\"hotpath_us\":\"not base64!\"}",
                "{\"hotpath_us\":\"\"}",
                "{\"\":\"AAEC\"}"
            })
    void badHistogramsAreLeftOut_andTheHeartbeatCounts(String histograms) {
        String json = new String(beat(Map.of()).toJson(), StandardCharsets.UTF_8);
        String bad = json.substring(0, json.length() - 1) + ",\"histograms\":" + histograms + "}";
        Heartbeat beat = Heartbeat.parse(bad.getBytes(StandardCharsets.UTF_8));
        assertThat(beat.histograms()).isEmpty();
        assertThat(beat.agentId()).isEqualTo("a");
    }

    @Test
    void tooLargeAndTooManyAreLeftOut() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("huge", base64(HeartbeatHistograms.MAX_BYTES + 3));
        for (int i = 0; i < 20; i++) {
            given.put("h" + i, LARGEST);
        }
        Heartbeat beat = Heartbeat.parse(beat(given).toJson());
        assertThat(beat.histograms().keySet()).containsExactly("h0", "h1", "h2", "h3", "h4", "h5", "h6", "h7");
    }

    @Test
    void whatIsKeptOfAnAgentIsSmall_whateverItSends() {
        String huge = "x".repeat(10_000);
        String json = new String(beat(Map.of("hotpath_us", LARGEST)).toJson(), StandardCharsets.UTF_8);
        String figures = json.replace("\"x_us\"", "\"" + huge + "\":1,\"x_us\"");
        String instance = figures.replace("\"module\"", "\"instance\":\"" + huge + "\",\"module\"");
        Heartbeat kept =
                Heartbeat.parse(instance.getBytes(StandardCharsets.UTF_8)).withoutHistograms();
        assertThat(kept.figures()).containsOnlyKeys("x_us");
        assertThat(kept.instance()).isEmpty();
        assertThat(kept.histograms()).isEmpty();
        for (String field : List.of("\"agent_id\":\"a", "\"policy_hash\":\"")) {
            byte[] wrong = json.replace(field, field + huge).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> Heartbeat.parse(wrong)).isInstanceOf(MevException.class);
        }
    }

    @Test
    void figuresThatAreNoNumbersAreLeftOut() {
        String odd = "\"x_us\":1e400,\"y_us\":\"1\",\"z_us\":1e99999999999";
        String json = new String(beat(Map.of()).toJson(), StandardCharsets.UTF_8).replace("\"x_us\":1.0", odd);
        assertThat(json).contains(odd);
        assertThat(Heartbeat.parse(json.getBytes(StandardCharsets.UTF_8)).figures())
                .isEmpty();
    }

    @Test
    void lessThanNothingInFlightIsNoHeartbeat() {
        String json = new String(beat(Map.of()).toJson(), StandardCharsets.UTF_8)
                .replace("\"in_flight\":0", "\"in_flight\":-1");
        assertThatThrownBy(() -> Heartbeat.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("in_flight: 0 or more");
    }

    @Test
    void processIsNamed_whereItSays() {
        assertThat(Heartbeat.parse(beat("p-1", Map.of()).toJson()).instance()).isEqualTo("p-1");
        assertThat(Heartbeat.parse(beat(Map.of()).toJson()).instance()).isEmpty();
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    private static Heartbeat beat(Map<String, String> histograms) {
        return beat("", histograms);
    }

    private static Heartbeat beat(String instance, Map<String, String> histograms) {
        Heartbeat.Standing standing =
                new Heartbeat.Standing(Policy.State.RUNNING, List.of(), 1, Policy.EMPTY_HASH, 1, 0);
        return new Heartbeat("a", "mev", instance, standing, Map.of("x_us", 1.0), histograms);
    }
}
