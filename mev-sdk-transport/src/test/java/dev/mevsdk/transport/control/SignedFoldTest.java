package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignedFoldTest {
    private static final TestKeys OLD = TestKeys.of("old");
    private static final TestKeys NEW = TestKeys.of("new");
    private static final TestKeys STRANGER = TestKeys.of("old");

    private ControlKeys keys = OLD.addTo(ControlKeys.NONE);
    private ModuleHistory history = ModuleHistory.empty("mev");
    private PolicyFold.Step last = new PolicyFold.Step(history, PolicyFold.Verdict.FOREIGN, "", null);

    @Test
    void recordThatNobodyVouchesForIsRefused_aKillToo_andTheHashRunsOn() {
        fold(command("start"), OLD.signer());
        String running = history.policy().hash();
        fold(command("kill"), null);
        refused("signature: required, and missing");
        fold(command("kill"), STRANGER.signer());
        refused("signature: does not fit the record and the key old");
        fold(command("kill"), NEW.signer());
        refused("key-id: unknown; known: old");
        byte[] changed = command("stop");
        RecordSignature signature = OLD.signer().sign(changed);
        changed[changed.length - 2]++;
        fold(new Incoming(history.position(), 0, "mev", changed, signature));
        refused("signature: does not fit the record and the key old");
        fold(new Incoming(history.position(), 0, "mev", command("stop"), new RecordSignature("old", "%%%")));
        refused("signature: does not fit");
        assertThat(history.policy().state()).isEqualTo(Policy.State.RUNNING);
        assertThat(history.policy().hash()).isNotEqualTo(running);
        byte[] nonsense =
                "{\"module\":\"mev\",\"action\":\"kill\",\"args\":7,\"ts\":\"now\"}".getBytes(StandardCharsets.UTF_8);
        fold(nonsense, null);
        refused("signature: required, and missing");
        fold(nonsense, STRANGER.signer());
        refused("signature: does not fit the record and the key old");
        fold(nonsense, OLD.signer());
        assertThat(history.policy().state()).isEqualTo(Policy.State.KILLED);
        fold(command("start"), OLD.signer());
        fold(command("kill"), OLD.signer());
        assertThat(history.policy().state()).isEqualTo(Policy.State.KILLED);
    }

    @Test
    void keyIsRotated_andHistorySignedByTheOldOneStaysGood() {
        List<Incoming> log = new ArrayList<>();
        log.add(record(0, command(0, "start"), OLD.signer()));
        log.add(record(1, command(1, "kill"), OLD.signer()));
        ControlKeys both = NEW.addTo(OLD.addTo(ControlKeys.NONE));
        log.add(record(2, command(2, "start"), NEW.signer()));
        log.add(record(3, command(3, "restart"), OLD.signer()));
        ModuleHistory whileBothSign = foldAll(log, both);
        assertThat(whileBothSign.policy().generation()).isEqualTo(1);
        ControlKeys retired = both.withRetired("old", 4);
        assertThat(foldAll(log, retired)).isEqualTo(whileBothSign);
        log.add(record(4, command(4, "stop"), OLD.signer()));
        log.add(record(5, command(5, "throttle"), NEW.signer()));
        ModuleHistory after = foldAll(log, retired);
        assertThat(after.policy().state()).isEqualTo(Policy.State.RUNNING);
        assertThat(after.policy().throttlePct()).isEqualTo(5);
    }

    @Test
    void recordThatIsAppendedAgainLaterIsRefused_butForAKill() {
        byte[] start = command("start");
        byte[] kill = command("kill");
        fold(start, OLD.signer());
        fold(kill, OLD.signer());
        for (int i = 0; i < 10; i++) {
            fold(start, OLD.signer());
            assertThat(last.verdict()).isEqualTo(PolicyFold.Verdict.DUPLICATE);
        }
        while (history.position() < 200) {
            fold(command("throttle"), OLD.signer());
            fold(start, OLD.signer());
            assertThat(last.verdict()).isNotEqualTo(PolicyFold.Verdict.ACCEPTED);
            assertThat(history.policy().state()).isEqualTo(Policy.State.KILLED);
        }
        assertThat(last.reason()).startsWith("log_position: signed at 0, counts for 64 records");
        fold(command("start"), OLD.signer());
        fold(kill, OLD.signer());
        assertThat(history.policy().state()).isEqualTo(Policy.State.KILLED);
    }

    @Test
    void recordThatWasRefusedIsNotTakenWhenItIsAppendedAgain() {
        byte[] killOfOne = "{\"module\":\"mev\",\"action\":\"kill\",\"scope\":{\"agent\":\"a\"},\"request_id\":\"k\"}"
                .getBytes(StandardCharsets.UTF_8);
        fold(killOfOne, OLD.signer());
        byte[] startOfOne =
                ("{\"module\":\"mev\",\"action\":\"start\",\"scope\":{\"agent\":\"a\"},\"request_id\":\"s\","
                                + "\"log_position\":1}")
                        .getBytes(StandardCharsets.UTF_8);
        fold(startOfOne, OLD.signer());
        assertThat(last.reason()).contains("start the module first");
        fold(command("start"), OLD.signer());
        String started = history.lastRequest();
        fold(startOfOne, OLD.signer());
        assertThat(last.verdict()).isEqualTo(PolicyFold.Verdict.DUPLICATE);
        assertThat(history.policyOf("a").state()).isEqualTo(Policy.State.KILLED);
        fold(command("propose_start"), OLD.signer());
        assertThat(last.verdict()).isEqualTo(PolicyFold.Verdict.REFUSED);
        assertThat(history.lastRequest()).isEqualTo(started);
    }

    @Test
    void logThatWasBegunWithoutSignaturesNeedsThemFromAnOffsetOn() {
        keys = keys.withSignedFrom(2);
        fold(command("start"), null);
        fold(command("throttle"), null);
        fold(command("stop"), null);
        refused("signature: required, and missing");
        assertThat(history.policy().state()).isEqualTo(Policy.State.RUNNING);
    }

    @Test
    void snapshotOfAFoldWithOtherKeysIsNotTaken() {
        fold(command("start"), OLD.signer());
        String ours = keys.fingerprint();
        assertThat(keys.withRetired("old", 9).fingerprint()).isNotEqualTo(ours);
        assertThat(NEW.addTo(keys).fingerprint()).isNotEqualTo(ours);
        assertThat(OLD.addTo(ControlKeys.NONE).fingerprint()).isEqualTo(ours);
        byte[] snapshot = SnapshotJson.write(history, ours);
        assertThat(SnapshotJson.read(snapshot)).isEqualTo(new SnapshotJson(history, ours));
        assertThat(keys.problemOfSnapshot(record(0, snapshot, null))).isNotNull();
        assertThat(keys.problemOfSnapshot(record(0, snapshot, OLD.signer()))).isNull();
        // Who has a key that was rotated out must not say by a snapshot what no record says.
        assertThat(keys.withRetired("old", 9).problemOfSnapshot(record(0, snapshot, OLD.signer())))
                .contains("signs nothing");
    }

    @Test
    void foldOfServerAndAgentIsTheSame_whereverTheAgentBegan() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            List<Incoming> log = new ArrayList<>();
            for (byte[] value : RandomLog.of(random, 100)) {
                TestKeys by = List.of(OLD, OLD, OLD, NEW, STRANGER).get(random.nextInt(5));
                log.add(record(log.size(), value, random.nextInt(6) == 0 ? null : by.signer()));
            }
            ControlKeys set =
                    NEW.addTo(keys).withRetired("old", random.nextInt(120)).withSignedFrom(random.nextInt(9));
            LogFold server = new LogFold(set);
            ModuleHistory agent = ModuleHistory.empty("mev");
            for (Incoming record : log) {
                server.visit(record);
                agent = PolicyFold.apply(agent, record, set).history();
                if (random.nextInt(4) == 0) {
                    agent = SnapshotJson.read(SnapshotJson.write(server.history("mev"), set.fingerprint()))
                            .history();
                }
                assertThat(agent).as("seed %d", seed).isEqualTo(server.history("mev"));
            }
        }
    }

    private void refused(String reason) {
        assertThat(last.verdict()).isEqualTo(PolicyFold.Verdict.UNTRUSTED);
        assertThat(last.reason()).startsWith(reason);
    }

    private byte[] command(String action) {
        return command(history.position(), action);
    }

    private static byte[] command(long at, String action) {
        String args = action.equals("throttle") ? "\"throttle_pct\":5" : "";
        return ("{\"module\":\"mev\",\"action\":\"" + action + "\",\"args\":{" + args + "},\"request_id\":\"r" + at
                        + "\",\"log_position\":" + at + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Incoming record(long offset, byte[] value, @Nullable ControlSigner signer) {
        return new Incoming(offset, 0, "mev", value, signer == null ? null : signer.sign(value));
    }

    private static ModuleHistory foldAll(List<Incoming> log, ControlKeys set) {
        ModuleHistory folded = ModuleHistory.empty("mev");
        for (Incoming record : log) {
            folded = PolicyFold.apply(folded, record, set).history();
        }
        return folded;
    }

    private void fold(byte[] value, @Nullable ControlSigner signer) {
        fold(record(history.position(), value, signer));
    }

    private void fold(Incoming record) {
        last = PolicyFold.apply(history, record, keys);
        history = last.history();
    }
}
