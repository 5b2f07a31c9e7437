package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlRequestTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x         | start    | {}                         | module: unknown; allowed: arbitrage, mev",
                "mev       | dance    | {}                         | action: unknown; allowed: start, stop",
                "mev       | throttle | {'throttle_pct':101}       | throttle_pct: 0..100",
                "mev       | throttle | {'throttle_pct':-1}        | throttle_pct: 0..100",
                "mev       | throttle | {'throttle_pct':1.5}       | throttle_pct: a whole number",
                "mev       | throttle | {'throttle_pct':'9'}       | throttle_pct: a whole number",
                "mev       | throttle | {'throttle_pct':1e400}     | throttle_pct: a whole number",
                "mev       | policy   | {'ev_min':-1}              | ev_min: 0..1000000 (SOL)",
                "mev       | policy   | {'ev_min':1e999}           | ev_min: 0..1000000 (SOL)",
                "mev       | policy   | {'tip_ladder':[0.9,0.5]}   | tip_ladder: 1..16 percentiles",
                "mev       | policy   | {'tip_ladder':[0.5,0.5]}   | tip_ladder: 1..16 percentiles",
                "mev       | policy   | {'tip_ladder':[0,0.01,0.02,0.03,0.04,0.05,0.06,0.07,0.08,0.09,0.1,0.11,0.12,0.13,0.14,0.15,1]}"
                        + " | tip_ladder: 1..16 percentiles",
                "mev       | policy   | {'tip_ladder':[]}          | tip_ladder: 1..16 percentiles",
                "mev       | policy   | {'tip_ladder':[95]}        | tip_ladder: 1..16 percentiles",
                "mev       | policy   | {'tip_ladder':[null]}      | tip_ladder: required",
                "mev       | start    | {'kill':false}             | kill: only true is allowed",
                "mev       | start    | {'throttle':5}             | body: unknown field throttle; allowed:"
                        + " throttle_pct",
                "mev       | start    | {'expected_version':-1}    | expected_version: 0 or more",
                "mev       | start    | [                          | body: a JSON object",
                "mev       | propose_start | {}                    | action: unknown; allowed: start, stop, restart,"
                        + " throttle, policy, kill",
                "mev       | throttle | {'throttle_pct':'9'}       | allowed: 0..100 (percent)",
                "mev       | policy   | {'ev_min':'x'}             | ev_min: a number is required; allowed: 0..1000000"
                        + " (SOL)",
                "mev       | policy   | {'tip_ladder':7}           | tip_ladder: a list of numbers is required;"
                        + " allowed: 1..16",
                "mev       | kill     | {'agent':''}               | agent: 1..128 printable characters",
                "mev       | kill     | {'agent':7}                | agent: text is required",
                "mev       | kill     | {'reason':'a\\nb'}        | reason: up to 200 printable characters",
                "mev       | kill     | {'reason':['a']}           | reason: text is required",
                "mev       | kill     | {'kill':false}             | nothing was killed: a kill of the module needs no body",
                "mev       | kill     | {'x':1}                    | nothing was killed: a kill of the module needs no body",
                "mev       | start    | {'kill':true,'kill':true}  | body: not valid JSON",
            })
    void badInputNamesTheFieldAndWhatIsAllowed(String module, String action, String body, String message) {
        byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ControlRequest.of(module, action, json))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.BAD_INPUT))
                .hasMessageContaining(message);
    }

    @Test
    void originalBodiesAreTaken_withNullsForWhatIsNotGiven() {
        String body = "{\"throttle_pct\":50.0,\"ev_min\":1,\"tip_ladder\":null,\"kill\":null}";
        ControlRequest request = ControlRequest.of("mev", "policy", body.getBytes(StandardCharsets.UTF_8));
        assertThat(request.args()).isEqualTo(new ControlArgs(50, 1.0, null, null));
        assertThat(ControlRequest.of("arbitrage", "stop", new byte[0]).args()).isEqualTo(ControlArgs.NONE);
    }

    @Test
    void answerIsTheOriginals() {
        assertThat(new String(new ControlResponse("id", 7).toJson(), StandardCharsets.UTF_8))
                .isEqualTo("{\"ok\":true,\"request_id\":\"id\"}");
    }
}
