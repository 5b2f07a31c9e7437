package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentScopeTest {
    private ModuleHistory history = ModuleHistory.empty("mev");
    private PolicyFold.Step last = new PolicyFold.Step(history, PolicyFold.Verdict.FOREIGN, "", null);

    @Test
    void killOfOneAgentLeavesTheOthersRunning_andOnlyItsOwnStartLiftsIt() {
        module("start", "");
        agent("a", "kill", "");
        assertThat(state("a")).isEqualTo(Policy.State.KILLED);
        assertThat(state("b")).isEqualTo(Policy.State.RUNNING);
        module("start", "");
        agent("a", "restart", "");
        agent("a", "stop", "");
        assertThat(state("a")).isEqualTo(Policy.State.KILLED);
        agent("a", "start", "");
        assertThat(state("a")).isEqualTo(Policy.State.RUNNING);
    }

    @Test
    void killOfTheModuleIsOnTop_whateverOneAgentIsTold() {
        module("start", "");
        module("kill", "");
        agent("a", "start", "");
        assertThat(last.reason()).startsWith("agent: the module is KILLED; start the module first");
        agent("a", "throttle", "\"throttle_pct\":1");
        assertThat(state("a")).isEqualTo(Policy.State.KILLED);
    }

    @Test
    void valuesOfOneAgentOverrideTheModules_untilTheyAreTakenBack() {
        module("start", "\"throttle_pct\":10,\"ev_min\":1");
        agent("a", "policy", "\"throttle_pct\":90");
        module("throttle", "\"throttle_pct\":20");
        assertThat(history.policyOf("a").throttlePct()).isEqualTo(90);
        assertThat(history.policyOf("a").evMin()).isEqualTo(1);
        assertThat(history.policyOf("b").throttlePct()).isEqualTo(20);
        agent("a", "policy", "");
        assertThat(history.policyOf("a")).isEqualTo(history.policy());
        assertThat(history.agents()).isEmpty();
    }

    @Test
    void restartOfOneAgentRaisesItsGenerationAlone() {
        module("start", "");
        agent("a", "restart", "");
        module("restart", "");
        assertThat(history.policyOf("a").generation()).isEqualTo(2);
        assertThat(history.policyOf("b").generation()).isEqualTo(1);
    }

    @Test
    void agentsThatIgnoreTheScopeAreToldNothingButToStop() {
        ControlCommand throttle = command("throttle", new ControlArgs(90, null, null, null));
        String record = new String(throttle.toJson(), StandardCharsets.UTF_8);
        assertThat(record)
                .contains("\"args\":{},")
                .contains("\"scope\":{\"agent\":\"a\",\"args\":{\"throttle_pct\":90}}");
        assertThat(ControlCommand.parse(throttle.toJson())).isEqualTo(throttle);
        fold("{\"module\":\"mev\",\"action\":\"throttle\",\"args\":{\"throttle_pct\":9},\"request_id\":\"x\","
                + "\"scope\":{\"agent\":\"a\"}}");
        assertThat(last.reason()).startsWith("args: must be empty with a scope");
    }

    @Test
    void killWhoseScopeMakesNoSenseIsForTheModule() {
        module("start", "");
        for (String scope : List.of("7", "{}", "{\"agent\":\"\"}", "{\"agent\":[]}", "{\"region\":\"x\"}")) {
            fold("{\"module\":\"mev\",\"action\":\"kill\",\"request_id\":\"k\",\"scope\":" + scope + "}");
            assertThat(history.policy().state()).as(scope).isEqualTo(Policy.State.KILLED);
            module("start", "");
            fold("{\"module\":\"mev\",\"action\":\"stop\",\"request_id\":\"s\",\"scope\":" + scope + "}");
            assertThat(last.verdict()).as(scope).isEqualTo(PolicyFold.Verdict.REFUSED);
        }
    }

    @Test
    void agentsThatDifferAreBounded_andTheModulesKillIsNot() {
        module("start", "");
        for (int i = 0; i < ModuleHistory.MAX_AGENTS; i++) {
            agent("agent-" + i, "throttle", "\"throttle_pct\":1");
        }
        agent("one-more", "stop", "");
        assertThat(last.verdict()).isEqualTo(PolicyFold.Verdict.REFUSED);
        assertThat(last.reason()).startsWith("agent: 256 agents differ from the module already");
        agent("agent-7", "kill", "");
        assertThat(state("agent-7")).isEqualTo(Policy.State.KILLED);
        agent("agent-8", "policy", "");
        agent("one-more", "kill", "");
        assertThat(state("one-more")).isEqualTo(Policy.State.KILLED);
        module("kill", "");
        assertThat(state("anybody")).isEqualTo(Policy.State.KILLED);
        assertThat(ModuleHistory.parse(history.toJson())).isEqualTo(history);
    }

    @Test
    void killOfAnAgentThatThereIsNoRoomFor_isTheModules_withoutItsValues() {
        module("start", "");
        for (int i = 0; i < ModuleHistory.MAX_AGENTS; i++) {
            agent("agent-" + i, "throttle", "\"throttle_pct\":1");
        }
        agent("one-more", "kill", "");
        assertThat(last.verdict()).isEqualTo(PolicyFold.Verdict.ACCEPTED);
        assertThat(state("one-more")).isEqualTo(Policy.State.KILLED);
        assertThat(history.policy().state()).isEqualTo(Policy.State.KILLED);
        assertThat(history.agents()).hasSize(ModuleHistory.MAX_AGENTS);
        assertThat(history.lastAgent()).isNull();
        module("start", "");
        agent("one-more", "restart", "\"kill\":true,\"throttle_pct\":99");
        assertThat(history.policy().state()).isEqualTo(Policy.State.KILLED);
        assertThat(history.policy().throttlePct()).isZero();
        assertThat(history.policy().generation()).isZero();
    }

    @Test
    void placeOfAnAgentIsGivenBack_alsoAfterItsRestart() {
        module("start", "");
        agent("a", "restart", "\"throttle_pct\":5");
        agent("a", "kill", "");
        agent("a", "policy", "");
        assertThat(state("a")).isEqualTo(Policy.State.KILLED);
        agent("a", "start", "");
        assertThat(history.agents()).containsOnlyKeys("a");
        agent("a", "policy", "");
        assertThat(history.agents()).isEmpty();
        assertThat(history.policyOf("a")).isEqualTo(history.policy());
    }

    @Test
    void snapshotOfAnotherFoldIsPassedOver_forItMayKnowNothingOfAKill() {
        module("start", "");
        String ours = new String(history.toJson(), StandardCharsets.UTF_8);
        assertThat(ModuleHistory.parse(ours.getBytes(StandardCharsets.UTF_8))).isEqualTo(history);
        for (String other : List.of("1", "2", "4")) {
            byte[] snapshot = ours.replace("\"schema_version\":3,", "\"schema_version\":" + other + ",")
                    .getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> ModuleHistory.parse(snapshot))
                    .isInstanceOf(MevException.class)
                    .hasMessage("schema_version: 3 is required");
        }
    }

    @Test
    void reasonOfARecordIsOnePrintableLine_butKeepsNoKillFromBeingObeyed() {
        String bad = "\"reason\":\"line\\nbreak\\u001b[2J\"";
        fold("{\"module\":\"mev\",\"action\":\"start\",\"request_id\":\"a\"," + bad + "}");
        assertThat(last.reason()).startsWith("reason: up to 200 printable characters");
        fold("{\"module\":\"mev\",\"action\":\"kill\",\"request_id\":\"b\"," + bad + "}");
        assertThat(history.policy().state()).isEqualTo(Policy.State.KILLED);
        assertThat(last.command()).isNotNull();
        assertThat(last.command().notes().reason()).isEqualTo("linebreak[2J");
    }

    private static ControlCommand command(String action, ControlArgs args) {
        return new ControlCommand(
                1,
                "mev",
                CommandAction.parse(action),
                args,
                "id",
                "ops",
                ControlCommand.NEWEST_SCHEMA_VERSION,
                null,
                "a",
                ControlCommand.Notes.NONE);
    }

    private Policy.State state(String agent) {
        return history.policyOf(agent).state();
    }

    private void module(String action, String args) {
        fold("{\"module\":\"mev\",\"action\":\"" + action + "\",\"args\":{" + args + "},\"request_id\":\"r"
                + history.position() + "\"}");
    }

    private void agent(String agent, String action, String args) {
        fold("{\"module\":\"mev\",\"action\":\"" + action + "\",\"args\":{},\"request_id\":\"r" + history.position()
                + "\",\"scope\":{\"agent\":\"" + agent + "\",\"args\":{" + args + "}}}");
    }

    private void fold(String record) {
        last = PolicyFold.apply(history, record.getBytes(StandardCharsets.UTF_8), history.position());
        history = last.history();
    }
}
