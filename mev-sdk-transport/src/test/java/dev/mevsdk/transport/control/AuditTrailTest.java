package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import dev.mevsdk.core.control.AuditEntry;
import dev.mevsdk.transport.control.ControlChannel.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AuditTrailTest {
    private static final TestKeys KEY = TestKeys.of("k");

    private final InMemoryControlChannel memory = new InMemoryControlChannel();
    private final MemoryAudit audit = new MemoryAudit();

    @Test
    void eachRecordIsStoredOnce_whateverTheStoreDoes_andAfterARestart() {
        audit.failNextStores(3);
        append(0, 700);
        try (AuditTrail trail = AuditTrail.start(memory, ControlKeys.NONE, audit)) {
            await().until(() -> trail.storedTo() == 699);
            audit.away(true);
            append(700, 2500);
            audit.away(false);
            await().until(() -> trail.storedTo() == 2499);
        }
        append(2500, 2510);
        try (AuditTrail trail = AuditTrail.start(memory, ControlKeys.NONE, audit)) {
            await().until(() -> trail.storedTo() == 2509);
        }
        assertThat(audit.entries().stream().map(entry -> entry.place().offset()))
                .containsExactlyElementsOf(LongStream.range(0, 2510).boxed().toList());
        assertThat(audit.entries().get(2509).outcome().policyVersion()).isEqualTo(2510);
    }

    @Test
    void entryTellsWhoSaidWhatToWhom_andWhatCameOfIt() {
        String command = "{\"ts\":1,\"module\":\"mev\",\"action\":\"kill\",\"request_id\":\"r\",\"issuer\":\"ann\","
                + "\"reason\":\"why\",\"scope\":{\"agent\":\"a\"}}";
        byte[] value = command.getBytes(StandardCharsets.UTF_8);
        RecordSignature signature = KEY.signer().sign(value);
        memory.append(Outgoing.json(Topics.CONTROL_COMMANDS, "mev", value).signed(signature));
        memory.append(Outgoing.json(Topics.CONTROL_COMMANDS, "mev", value));
        memory.append(Outgoing.json(Topics.CONTROL_COMMANDS, "", new byte[] {(byte) 0xFF})
                .signed(signature));
        try (AuditTrail trail = AuditTrail.start(memory, KEY.addTo(ControlKeys.NONE), audit)) {
            await().until(() -> trail.storedTo() == 2);
        }
        List<AuditEntry> entries = audit.entries();
        assertThat(entries.get(0).command())
                .isEqualTo(new AuditEntry.Command(
                        "mev", "kill", "r", "ann", "a", "why", command, "k", signature.base64()));
        assertThat(entries.get(0).outcome().verdict()).isEqualTo("ACCEPTED");
        assertThat(entries.get(0).outcome().policyJson()).contains("\"state\":\"KILLED\"");
        assertThat(entries.get(1).outcome().verdict()).isEqualTo("UNTRUSTED");
        assertThat(entries.get(1).outcome().refusal()).isEqualTo("signature: required, and missing");
        assertThat(entries.get(2).command().text()).isEqualTo("base64:/w==");
        assertThat(entries.get(2).command().module()).isEmpty();
    }

    @Test
    void commandThatIsReplayedIsStoredAsSuch_andChangesNothing() {
        append(7, 8);
        append(7, 8);
        try (AuditTrail trail = AuditTrail.start(memory, ControlKeys.NONE, audit)) {
            await().until(() -> trail.storedTo() == 1);
        }
        List<AuditEntry> entries = audit.entries();
        assertThat(entries.get(0).outcome().verdict()).isEqualTo("ACCEPTED");
        AuditEntry.Outcome replayed = entries.get(1).outcome();
        assertThat(replayed.verdict()).isEqualTo("DUPLICATE");
        assertThat(replayed.refusal()).isEqualTo("request_id: seen before");
        assertThat(replayed.policyVersion()).isEqualTo(1);
        assertThat(replayed.policyJson()).contains("\"generation\":1");
        assertThat(entries.get(1).command()).isEqualTo(entries.get(0).command());
    }

    private void append(int from, int to) {
        for (int i = from; i < to; i++) {
            byte[] value = ("{\"module\":\"mev\",\"action\":\"restart\",\"request_id\":\"r" + i + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            memory.append(Outgoing.json(Topics.CONTROL_COMMANDS, "mev", value));
        }
    }
}
