package dev.mevsdk.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchmarkReportTest {
    @Test
    void lastLineIsOneJsonObjectWithMedianMinAndMax() throws Exception {
        BenchmarkRun run = new BenchmarkRun(true);
        run.figure("cpu_efficiency_vs_raw", "ratio", 0.9, 0.85, 0.88);
        run.skip("drain_vs_dramatiq", "Python package not installed");
        var bytes = new ByteArrayOutputStream();

        BenchmarkReport.print("fanout", Map.of("cpus", 2), run, new PrintStream(bytes, true, StandardCharsets.UTF_8));

        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        JsonNode json = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        JsonNode figure = json.at("/figures/cpu_efficiency_vs_raw");
        assertThat(figure.get("value").asDouble()).isEqualTo(0.88);
        assertThat(figure.get("min").asDouble()).isEqualTo(0.85);
        assertThat(figure.get("max").asDouble()).isEqualTo(0.9);
        assertThat(json.at("/skipped/drain_vs_dramatiq").asText()).contains("not installed");
    }
}
