package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.core.metrics.Figure;
import dev.mevsdk.server.ReadingsConfig.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingsConfigTest {
    private static ReadingsConfig of(Map<String, String> environment) {
        return ReadingsConfig.of(Settings.of(environment, List.of()));
    }

    @Test
    void withoutSettingsItIsTheDefault() {
        assertThat(of(Map.of())).isEqualTo(ReadingsConfig.DEFAULT);
    }

    @Test
    void eachSourceIsASetting() {
        ReadingsConfig config = of(Map.of(
                "METRICS_INTERVAL", "1s",
                "METRICS_LATENCY", "prometheus",
                "PROMETHEUS_URL", "http://localhost:9090",
                "PROMQL_SEND_P99", "mine"));
        assertThat(config.metrics().interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.latencies()).isEqualTo(Source.PROMETHEUS);
        assertThat(config.outcomes()).isEqualTo(Source.CLICKHOUSE);
        assertThat(config.prometheus().orElseThrow().queries())
                .containsEntry(Figure.SEND_P99, "mine")
                .containsKey(Figure.HOTPATH_P50);
    }

    @Test
    void whatCanNotWorkIsNamed() {
        assertThatThrownBy(() -> of(Map.of("METRICS_LATENCY", "prometheus")))
                .isInstanceOf(MevException.class)
                .hasMessageStartingWith("PROMETHEUS_URL: must be");
        assertThatThrownBy(() -> of(Map.of("METRICS_LATENCY", "clickhouse"))).hasMessageContaining("METRICS_LATENCY");
        assertThatThrownBy(() -> of(Map.of("METRICS_INTERVAL", "1ms"))).hasMessageContaining("METRICS_INTERVAL");
    }

    @Test
    void aQueryThatCanNotBeOneStopsTheStartWithItsFileAndLine(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("mine.sql"), "-- description: d\n-- columns: a\nDELETE FROM arbitrage");
        assertThatThrownBy(() -> QueryRoutes.catalog(of(Map.of("QUERIES_DIR", folder.toString()))))
                .isInstanceOf(MevException.class)
                .hasMessageStartingWith("QUERIES_DIR: mine.sql line 3: the query must begin");
    }
}
