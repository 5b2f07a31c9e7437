package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFoldTest {
    private ModuleHistory history = ModuleHistory.empty("mev");
    private PolicyFold.Step last = new PolicyFold.Step(history, PolicyFold.Verdict.FOREIGN, "", null);

    @Test
    void originalRecordSetsThePolicy_andOmittedFieldsKeepTheirValue() {
        fold(
                "{\"ts\":1,\"module\":\"mev\",\"action\":\"start\",\"args\":{\"throttle_pct\":30,\"ev_min\":0.01},\"request_id\":\"a\"}");
        fold(
                "{\"ts\":1,\"module\":\"mev\",\"action\":\"policy\",\"args\":{\"tip_ladder\":[0.25,0.95]},\"request_id\":\"b\"}");
        Policy policy = history.policy();
        assertThat(policy.state()).isEqualTo(Policy.State.RUNNING);
        assertThat(policy.throttlePct()).isEqualTo(30);
        assertThat(policy.evMin()).isEqualTo(0.01);
        assertThat(policy.tipLadder()).containsExactly(0.25, 0.95);
        assertThat(policy.version()).isEqualTo(2);
    }

    @Test
    void killIsSticky_untilStart() {
        command("start", "");
        command("kill", "");
        command("restart", "");
        command("stop", "");
        command("throttle", "\"throttle_pct\":5");
        assertThat(history.policy().state()).isEqualTo(Policy.State.KILLED);
        assertThat(history.policy().generation()).isEqualTo(1);
        assertThat(history.policy().throttlePct()).isEqualTo(5);
        command("start", "");
        assertThat(history.policy().state()).isEqualTo(Policy.State.RUNNING);
    }

    @Test
    void recordIsUtf8Alone_andHalfACharacterInAKillSpoilsNoSnapshot() {
        command("start", "");
        String kill = "{\"module\":\"mev\",\"action\":\"kill\",\"request_id\":\"\\ud83d\"}";
        for (byte[] other : List.of(
                kill.getBytes(StandardCharsets.UTF_16), kill.getBytes(StandardCharsets.UTF_16LE), new byte[] {-64, -128
                })) {
            last = PolicyFold.apply(history, other, history.position());
            assertThat(last.verdict()).isEqualTo(PolicyFold.Verdict.REFUSED);
        }
        fold("\uFEFF" + kill);
        assertThat(last.verdict()).isEqualTo(PolicyFold.Verdict.ACCEPTED);
        assertThat(history.lastRequest()).isEqualTo("\uFFFD");
        assertThat(ModuleHistory.parse(history.toJson())).isEqualTo(history);
    }

    @Test
    void killTrueIsAKill_andKillFalseLiftsNone() {
        command("start", "");
        command("start", "\"kill\":false");
        assertThat(last.reason()).startsWith("kill: only true is allowed");
        command("policy", "\"kill\":true");
        assertThat(history.policy().state()).isEqualTo(Policy.State.KILLED);
        command("stop", "\"kill\":false");
        assertThat(last.verdict()).isEqualTo(PolicyFold.Verdict.REFUSED);
        command("kill", "\"kill\":false");
        assertThat(last.verdict()).isEqualTo(PolicyFold.Verdict.ACCEPTED);
    }

    @Test
    void killIsObeyed_whateverItsOtherArgumentsAndItsSchema() {
        command("start", "");
        fold(
                "{\"module\":\"mev\",\"action\":\"kill\",\"args\":{\"throttle_pct\":\"x\"},\"request_id\":\"k\",\"schema_version\":9}");
        assertThat(history.policy().state()).isEqualTo(Policy.State.KILLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'action':'kill'",
                "'action':'kill','args':'x'",
                "'action':'kill','args':[1]",
                "'action':'kill','args':{'kill':'yes','ev_min':-1,'tip_ladder':{}}",
                "'action':'kill','ts':'now'",
                "'action':'kill','ts':1e99999999999",
                "'action':'kill','ts':-0.5,'schema_version':1e400",
                "'action':'kill','issuer':7",
                "'action':'kill','issuer':{'name':'ops'}",
                "'action':'kill','expected_version':'newest'",
                "'action':'kill','expected_version':-1",
                "'action':'kill','expected_version':1.5",
                "'action':'kill','schema_version':'two'",
                "'action':'kill','schema_version':[]",
                "'action':'kill','reason':{},'approves':7,'log_position':'x'",
                "'action':'kill','reason':'two\\nlines'",
                "'action':'kill','request_id':7",
                "'action':'kill','request_id':''",
                "'action':'policy','args':{'kill':true,'ev_min':-1}",
                "'action':'start','args':{'kill':true},'schema_version':99",
                "'action':'dance','args':{'kill':true}",
                "'args':{'kill':true}",
                "'action':'start','args':{'kill':true},'scope':7",
                "'action':'start','scope':{'args':{'kill':true}}"
            })
    void killIsObeyed_whateverItsOtherFieldsSay(String fields) {
        command("start", "");
        fold("{'module':'mev',".replace('\'', '"') + fields.replace('\'', '"') + "}");
        assertThat(last.verdict()).as(last.reason()).isEqualTo(PolicyFold.Verdict.ACCEPTED);
        assertThat(history.policy().state()).isEqualTo(Policy.State.KILLED);
        assertThat(history.policy().version()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'args':'x'",
                "'args':{'ev_min':-1}",
                "'ts':'now'",
                "'ts':1e99999999999",
                "'issuer':7",
                "'expected_version':'newest'",
                "'schema_version':'two'",
                "'reason':{}",
                "'request_id':7"
            })
    void startAndStopStayStrict(String field) {
        for (String action : List.of("start", "stop")) {
            String id = field.contains("request_id") ? "" : "'request_id':'r',";
            fold(("{'module':'mev','action':'" + action + "'," + id + field + "}").replace('\'', '"'));
            assertThat(last.verdict()).isEqualTo(PolicyFold.Verdict.REFUSED);
        }
        assertThat(history.policy().version()).isZero();
    }

    @Test
    void killOnAConditionHoldsToIt_andOneForAnAgentKillsThatAlone() {
        command("start", "");
        fold("{\"module\":\"mev\",\"action\":\"kill\",\"expected_version\":7}");
        assertThat(last.reason()).isEqualTo("expected_version: the current one is 1");
        fold("{\"module\":\"mev\",\"action\":\"kill\",\"ts\":\"now\",\"scope\":{\"agent\":\"a\",\"args\":7}}");
        assertThat(history.policyOf("a").state()).isEqualTo(Policy.State.KILLED);
        assertThat(history.policy().state()).isEqualTo(Policy.State.RUNNING);
        fold("{\"module\":\"mev\",\"action\":\"start\",\"args\":{\"kill\":true},\"scope\":{\"agent\":\"b\"}}");
        assertThat(history.policyOf("b").state()).isEqualTo(Policy.State.KILLED);
    }

    @Test
    void commandIsRefused_whenTheExpectedVersionIsNotCurrent() {
        command("start", "");
        String hash = history.policy().hash();
        fold("{\"module\":\"mev\",\"action\":\"stop\",\"args\":{},\"request_id\":\"e\",\"expected_version\":0}");
        assertThat(last.verdict()).isEqualTo(PolicyFold.Verdict.REFUSED);
        assertThat(history.policy().state()).isEqualTo(Policy.State.RUNNING);
        assertThat(history.policy().version()).isEqualTo(1);
        assertThat(history.policy().hash()).isNotEqualTo(hash);
        fold("{\"module\":\"mev\",\"action\":\"stop\",\"args\":{},\"request_id\":\"f\",\"expected_version\":1}");
        assertThat(history.policy().state()).isEqualTo(Policy.State.STOPPED);
    }

    @Test
    void repeatedRequestIdIsFoldedOnce_butAKillEachTime() {
        fold("{\"module\":\"mev\",\"action\":\"restart\",\"request_id\":\"same\"}");
        fold("{\"module\":\"mev\",\"action\":\"restart\",\"request_id\":\"same\"}");
        assertThat(history.policy().generation()).isEqualTo(1);
        fold("{\"module\":\"mev\",\"action\":\"kill\",\"request_id\":\"kill\"}");
        command("start", "");
        fold("{\"module\":\"mev\",\"action\":\"kill\",\"request_id\":\"kill\"}");
        assertThat(history.policy().state()).isEqualTo(Policy.State.KILLED);
    }

    @Test
    void garbageIsRefusedByEveryModule_andAnotherModulesCommandsTouchOnlyItself() {
        for (String garbage : List.of("", "{", "[]", "null", "{\"module\":\"x\"}", "{\"module\":7}", "\u0000")) {
            String before = history.policy().hash();
            fold(garbage);
            assertThat(last.verdict()).as(garbage).isEqualTo(PolicyFold.Verdict.REFUSED);
            assertThat(history.policy().hash()).isNotEqualTo(before);
        }
        Policy before = history.policy();
        fold("{\"module\":\"arbitrage\",\"action\":\"start\",\"request_id\":\"a\"}");
        fold("{\"module\":\"arbitrage\",\"action\":\"dance\",\"request_id\":\"a\"}");
        assertThat(history.policy()).isEqualTo(before);
        assertThat(history.position()).isEqualTo(9);
    }

    @Test
    void foldIsTheSame_howeverOftenItIsInterruptedByASnapshot() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            List<byte[]> log = RandomLog.of(random, 120);
            ModuleHistory whole = ModuleHistory.empty("mev");
            ModuleHistory pieces = ModuleHistory.empty("mev");
            for (int offset = 0; offset < log.size(); offset++) {
                whole = PolicyFold.apply(whole, log.get(offset), offset).history();
                pieces = PolicyFold.apply(pieces, log.get(offset), offset).history();
                if (random.nextInt(5) == 0) {
                    pieces = ModuleHistory.parse(pieces.toJson());
                }
            }
            assertThat(pieces).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void hashTellsAnyChangeOfHistory() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<byte[]> log = RandomLog.of(random, 60);
        String hash = foldAll(log);
        for (int at = 0; at < log.size(); at++) {
            List<byte[]> changed = new ArrayList<>(log);
            changed.set(
                    at,
                    ("{\"module\":\"mev\",\"action\":\"stop\",\"request_id\":\"forged-" + at + "\"}")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(foldAll(changed)).as("seed %d", seed).isNotEqualTo(hash);
        }
        assertThat(foldAll(log)).isEqualTo(hash);
    }

    private static String foldAll(List<byte[]> log) {
        ModuleHistory history = ModuleHistory.empty("mev");
        for (int offset = 0; offset < log.size(); offset++) {
            history = PolicyFold.apply(history, log.get(offset), offset).history();
        }
        return history.policy().hash();
    }

    private void command(String action, String args) {
        fold("{\"ts\":1,\"module\":\"mev\",\"action\":\"" + action + "\",\"args\":{" + args + "},\"request_id\":\"r"
                + history.position() + "\"}");
    }

    private void fold(String record) {
        last = PolicyFold.apply(history, record.getBytes(StandardCharsets.UTF_8), history.position());
        history = last.history();
    }
}
