package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgentNoteTest {
    private static final Heartbeat GOODBYE = Heartbeat.of(
            "a",
            "mev",
            new Heartbeat.Standing(Policy.State.HALTED, List.of(HaltReason.CLOSED), 0, Policy.EMPTY_HASH, 0, 0));

    @Test
    void endOfOneOfTwoProcessesDoesNotHideThatThereAreTwo() {
        assertThat(note(false)).isEqualTo("has ended");
        assertThat(note(true))
                .startsWith("two processes or more run under this id")
                .contains("its own AGENT_ID");
    }

    private static String note(boolean duplicate) {
        return new AgentNote(GOODBYE, null, Policy.initial("mev"), false, false, duplicate, null).text();
    }
}
