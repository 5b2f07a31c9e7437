package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentInstancesTest {
    @Test
    void restartsAreNoSecondProcess_andOneThatIsHeardAgainIs() {
        AgentInstances restarted = AgentInstances.NONE;
        for (int i = 0; i < 20; i++) {
            restarted = restarted.heard("run-" + i, 2 * i).heard("run-" + i, 2 * i + 1);
        }
        assertThat(restarted.returnedNanos()).isNull();
        assertThat(restarted.known()).hasSize(8).endsWith("run-19");
        assertThat(restarted.heard("run-18", 100).returnedNanos()).isEqualTo(100);
    }

    @Test
    void copiesThatTakeTurnsAreFound_howeverManyTheyAre() {
        AgentInstances three = AgentInstances.NONE.heard("a", 1).heard("b", 2).heard("c", 3);
        assertThat(three.returnedNanos()).isNull();
        assertThat(three.heard("a", 4).returnedNanos()).isEqualTo(4);
    }

    @Test
    void agentsThatDoNotSayAreLeftAlone() {
        assertThat(AgentInstances.NONE.heard("", 1).heard("", 2)).isEqualTo(AgentInstances.NONE);
    }
}
