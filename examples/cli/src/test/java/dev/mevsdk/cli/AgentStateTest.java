package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AgentStateTest {
    private static AgentState agent(boolean silent, String... reasons) {
        String json = "{\"state\":\"HALTED\",\"silent\":" + silent + ",\"halt_reasons\":["
                + String.join(
                        ",",
                        java.util.Arrays.stream(reasons)
                                .map(reason -> '"' + reason + '"')
                                .toList()) + "]}";
        return new AgentState(Json.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whoClosedAndIsSilentHasEnded_whoIsSilentAlone_hasNot() {
        assertThat(agent(true, "POLICY", "CLOSED").text()).isEqualTo("ENDED");
        assertThat(agent(true, "POLICY").text()).isEqualTo("SILENT");
        assertThat(agent(false, "CLOSED").hasEnded()).isFalse();
        assertThat(agent(false, "CLOSED").text()).isEqualTo("HALTED (CLOSED)");
    }

    @Test
    void whatNoStartLiftsIsNamedWithWhatDoes() {
        assertThat(agent(false, "SIGNAL", "POLICY").localHalts()).isEqualTo("SIGNAL (restart the process)");
        assertThat(agent(false, "KILL_FILE").localHalts()).isEqualTo("KILL_FILE (remove the file)");
        assertThat(agent(false, "POLICY", "LOG_NOT_READ").localHalts()).isEmpty();
    }
}
