package dev.mevsdk.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.transport.control.ListenerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentConfigTest {
    @Test
    void anEmptyEnvironmentIsAnArbitrageAgentWithoutAModel() {
        AgentConfig config = from(Map.of());
        assertThat(config.control()).isEqualTo(ListenerConfig.of("arbitrage-1", "arbitrage"));
        assertThat(config.features()).isEqualTo("default");
        assertThat(config.models()).isEmpty();
    }

    @Test
    void eachVariableIsHeeded() {
        AgentConfig config = from(Map.of(
                "MODULE", "mev", "AGENT_ID", "x", "MODELS", "m", "LEASE", "10s", "KILL_FILE", "k", "KAFKA", "h:1"));
        assertThat(config.kafka()).isEqualTo(KafkaConnection.of("h:1"));
        assertThat(config.control().agentId()).isEqualTo("x");
        assertThat(config.control().lease()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.control().killFile()).isEqualTo(Path.of("k"));
        assertThat(config.models()).contains(Path.of("m"));
        assertThat(config.features()).isEqualTo("pretrade");
    }

    @ParameterizedTest
    @CsvSource({
        "MODULE, arb, 'MODULE: must be one of arbitrage, mev'",
        "LEASE, 5, 'LEASE: must be a number and a unit'",
        "LEASE, 100ms, 'LEASE: must be 250ms or more'",
        "AGENT_ID, 'a b', 'AGENT_ID: must be 1 to 64 of'",
    })
    void wrongValueNamesItsVariable_andWhatIsAllowed(String variable, String value, String message) {
        assertThatThrownBy(() -> from(Map.of(variable, value)))
                .isInstanceOf(MevException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void featuresThatAreKnownOnlyAfterTheTradeAreRefused() {
        AgentConfig config = from(Map.of("MODULE", "mev", "FEATURES", "default", "MODELS", "m"));
        assertThatThrownBy(() -> Agent.start(config)).hasMessageContaining("before the trade; mev/default needs br_px");
    }

    @Test
    void argumentsAreTheHistogramLogOrNone() {
        AgentConfig config = from(Map.of());
        assertThat(AgentMain.withArguments(config)).isEqualTo(config);
        assertThat(AgentMain.withArguments(config, "--histogram", "f").histogramLog())
                .contains(Path.of("f"));
        assertThatThrownBy(() -> AgentMain.withArguments(config, "--histgram", "f"))
                .hasMessageContaining("--histogram FILE");
    }

    private static AgentConfig from(Map<String, String> environment) {
        return AgentConfig.from(Settings.of(environment, List.of()));
    }
}
