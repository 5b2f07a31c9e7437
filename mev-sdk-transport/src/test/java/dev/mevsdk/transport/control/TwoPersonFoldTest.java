package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TwoPersonFoldTest {
    private ModuleHistory history = ModuleHistory.empty("mev");
    private PolicyFold.Step last = new PolicyFold.Step(history, PolicyFold.Verdict.FOREIGN, "", null);

    @Test
    void startIsCompletedByAnotherPersonAlone() {
        fold("kill", "ann", "k", "");
        fold("propose_start", "ann", "p", "");
        assertThat(history.policy().state()).isEqualTo(Policy.State.KILLED);
        assertThat(history.pendingStart()).isEqualTo(new PendingStart("p", "ann", null, "", 1));
        fold("start", "ann", "s1", ",\"approves\":\"p\"");
        assertThat(last.reason()).isEqualTo("start: ann has proposed it already; another person has to start it too");
        fold("start", "", "s2", ",\"approves\":\"p\"");
        assertThat(last.verdict()).isEqualTo(PolicyFold.Verdict.REFUSED);
        fold("start", "bob", "s3", ",\"approves\":\"q\"");
        assertThat(last.reason()).startsWith("approves: no such start is proposed");
        assertThat(history.policy().state()).isEqualTo(Policy.State.KILLED);
        fold("start", "bob", "s4", ",\"approves\":\"p\"");
        assertThat(history.policy().state()).isEqualTo(Policy.State.RUNNING);
        assertThat(history.pendingStart()).isNull();
    }

    @Test
    void plainStartAndRestartAreRefusedWhileAnotherIsProposed() {
        fold("propose_start", "ann", "p", "");
        fold("start", "bob", "s", "");
        assertThat(last.reason()).startsWith("start: a start proposed by ann waits for another person");
        fold("restart", "bob", "r", "");
        assertThat(last.verdict()).isEqualTo(PolicyFold.Verdict.REFUSED);
        assertThat(history.policy().state()).isEqualTo(Policy.State.STOPPED);
    }

    @Test
    void stopOrKillEndsTheProposal() {
        for (String end : new String[] {"stop", "kill"}) {
            fold("propose_start", "ann", "p-" + end, "");
            fold(end, "bob", end, "");
            fold("start", "bob", "s-" + end, ",\"approves\":\"p-" + end + "\"");
            assertThat(last.reason()).startsWith("approves: no such start is proposed, or it was ended");
        }
    }

    @Test
    void proposalForOneAgentStartsNotTheModule() {
        fold("start", "ann", "s", "");
        fold("kill", "ann", "k", ",\"scope\":{\"agent\":\"a\"}");
        fold("propose_start", "ann", "p", ",\"scope\":{\"agent\":\"a\"}");
        fold("start", "bob", "s2", ",\"approves\":\"p\"");
        assertThat(last.reason()).isEqualTo("approves: that start was proposed for agent a");
        fold("start", "bob", "s3", ",\"approves\":\"p\",\"scope\":{\"agent\":\"a\"}");
        assertThat(history.policyOf("a").state()).isEqualTo(Policy.State.RUNNING);
    }

    private void fold(String action, String issuer, String id, String more) {
        String record = "{\"ts\":1,\"module\":\"mev\",\"action\":\"" + action + "\",\"args\":{},\"request_id\":\"" + id
                + "\",\"issuer\":\"" + issuer + "\"" + more + "}";
        last = PolicyFold.apply(history, record.getBytes(StandardCharsets.UTF_8), history.position());
        history = last.history();
    }
}
