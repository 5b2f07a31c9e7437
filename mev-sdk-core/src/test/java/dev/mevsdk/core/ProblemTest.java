package dev.mevsdk.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProblemTest {
    @Test
    void badInputNamesFieldAndAllowedValues() throws IOException {
        Problem problem = Problem.of(MevException.badInput("throttle_pct: must be 0..100"))
                .withInstance("req-1");

        JsonNode json = new ObjectMapper().readTree(problem.toJson());

        assertThat(json.toString())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad input\",\"status\":400,"
                        + "\"detail\":\"throttle_pct: must be 0..100\",\"instance\":\"req-1\","
                        + "\"field\":\"throttle_pct\",\"allowed\":\"0..100\"}");
    }

    @Test
    void fatalErrorTellsNothing() {
        Problem problem = Problem.of(MevException.fatal("/srv/models: disk full", new IOException("canary")));
        assertThat(problem.status()).isEqualTo(500);
        assertThat(new String(problem.toJson(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("srv")
                .doesNotContain("canary");
    }

    @Test
    void serverThatIsAwayIs503() {
        assertThat(Problem.of(MevException.retryable("Kafka: not reachable", null))
                        .status())
                .isEqualTo(503);
    }

    @Test
    void anyTextBecomesValidJson() throws IOException {
        String odd = "\"\\\n\r\t\u0000\u001b[31m\u2028\uD83E\uDD16é";
        JsonNode json = new ObjectMapper().readTree(Problem.of(400, "t", odd).toJson());
        assertThat(json.get("detail").textValue()).isEqualTo(odd);
        new ObjectMapper().readTree(Problem.of(400, "t", "\uD83E alone \uDD16").toJson());
    }
}
