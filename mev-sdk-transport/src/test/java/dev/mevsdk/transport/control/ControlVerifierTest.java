package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.control.AuditEntry;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import dev.mevsdk.transport.control.ControlChannel.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody with all rights on the log could do to it, and what tells. */
class ControlVerifierTest {
    private static final TestKeys KEY = TestKeys.of("k");
    private static final ControlKeys KEYS = KEY.addTo(ControlKeys.NONE);

    private InMemoryControlChannel memory = new InMemoryControlChannel();
    private final MemoryAudit audit = new MemoryAudit();

    @BeforeEach
    void history() {
        ControlServiceConfig config = new ControlServiceConfig(
                        Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMillis(1))
                .withTrust(KEY.trust());
        ListenerConfig agent = ListenerConfig.of("a", "mev")
                .withLease(Duration.ofSeconds(4), Duration.ofMillis(50))
                .withKeys(KEYS);
        try (ControlService service = ControlService.open(memory, config, ack -> {});
                AuditTrail trail = AuditTrail.start(memory, KEYS, audit);
                ControlListener listener = ControlListener.start(memory, agent, AgentObserver.NONE)) {
            await().until(service::isReady);
            await().until(() -> !listener.gate().haltReasons().contains(HaltReason.LOG_NOT_READ));
            for (String action : List.of("start", "restart", "stop", "start", "kill")) {
                service.control(ControlRequest.of("mev", action, new byte[0]));
                service.control(ControlRequest.of("arbitrage", action, new byte[0]));
            }
            await().until(() -> listener.gate().policy().state() == Policy.State.KILLED
                    && trail.storedTo() == 9
                    && memory.records(Topics.CONTROL_STATE).stream()
                            .anyMatch(record -> record.key().equals("mev")
                                    && SnapshotJson.read(record.value())
                                                    .history()
                                                    .position()
                                            == 10));
            await().until(() -> memory.records(Topics.CONTROL_ACKS).size() >= 10);
        }
    }

    @Test
    void untouchedLogIsGood() {
        List<ControlVerifier.Finding> findings = verify();
        assertThat(findings).allMatch(ControlVerifier.Finding::isGood);
        assertThat(findings.get(1).records()).isEqualTo(5);
        assertThat(findings.get(1).policyVersion()).isEqualTo(9);
    }

    @Test
    void signedRecordThatWasTakenOutIsMissed_byEachOfTheOthers() {
        rewrite(8, null);
        List<ControlVerifier.Finding> findings = verify();
        assertThat(findings.get(0).problem()).isEqualTo("offset 8: the audit's row has another record");
        // Of which position there is a snapshot is a matter of time.
        assertThat(problem(findings))
                .containsAnyOf(
                        "a snapshot knows 10 records, the log has 9",
                        "offset 8: the snapshot of position 9 is of another history");
        memory.wipe(Topics.CONTROL_STATE);
        assertThat(problem(verify())).isEqualTo("agent a acknowledged version 9 of another history");
        memory.wipe(Topics.CONTROL_ACKS);
        assertThat(problem(verify())).isEqualTo("the audit holds offset 9, the log ends before it");
    }

    @Test
    void changedRecordFailsByItsSignature_andWithoutKeysByTheChain() {
        Incoming old = memory.records(Topics.CONTROL_COMMANDS).get(4);
        byte[] changed = new String(old.value(), StandardCharsets.UTF_8)
                .replace("\"stop\"", "\"start\"")
                .getBytes(StandardCharsets.UTF_8);
        rewrite(4, Outgoing.json(Topics.CONTROL_COMMANDS, "mev", changed).signed(old.signature()));
        assertThat(problem(verify())).startsWith("offset 4: ");
        assertThat(problem(ControlVerifier.of(memory, KEYS, null).verify()))
                .isEqualTo("offset 4: signature: does not fit the record and the key k");
        assertThat(problem(ControlVerifier.of(memory, ControlKeys.NONE, null).verify()))
                .contains("of another history");
    }

    @Test
    void changedAuditRowIsFound() {
        AuditEntry row = audit.entries().get(6);
        AuditEntry.Command said = row.command();
        audit.change(
                6,
                new AuditEntry(
                        row.place(),
                        new AuditEntry.Command(
                                said.module(), said.action(), said.requestId(), "somebody else", "", "", "{}", "", ""),
                        row.outcome()));
        assertThat(problem(verify())).isEqualTo("offset 6: the audit's row has another record");
        audit.change(
                6,
                new AuditEntry(
                        row.place(),
                        new AuditEntry.Command(
                                said.module(),
                                said.action(),
                                said.requestId(),
                                "mallory",
                                said.agent(),
                                said.reason(),
                                said.text(),
                                said.keyId(),
                                said.signature()),
                        row.outcome()));
        assertThat(problem(verify())).startsWith("offset 6: the audit's row says otherwise who");
        AuditEntry.Outcome came = row.outcome();
        audit.change(
                6,
                new AuditEntry(
                        row.place(),
                        said,
                        new AuditEntry.Outcome(
                                "REFUSED", "", came.policyVersion(), came.policyHash(), came.policyJson())));
        assertThat(problem(verify())).isEqualTo("offset 6: the audit's row has another verdict or policy version");
        audit.remove(6);
        assertThat(problem(verify())).isEqualTo("offset 6: the audit has no row of it");
    }

    @Test
    void newestAuditRowsThatAreGone_areMissed_andSoAreAll() {
        audit.remove(9);
        assertThat(verify().get(0).problem()).startsWith("offset 9: the audit has no row of it");
        audit.remove(8);
        assertThat(problem(verify())).startsWith("offset 8: the audit has no row of it");
        while (!audit.entries().isEmpty()) {
            audit.remove(0);
        }
        assertThat(problem(verify())).startsWith("offset 0: the audit has no row of it");
    }

    @Test
    void logCutWithAllThatWasSaidOfIt_isFoundByWhatWasSeenBefore() {
        String seen = verify().get(0).hash();
        rewrite(9, null);
        memory.wipe(Topics.CONTROL_STATE);
        memory.wipe(Topics.CONTROL_ACKS);
        audit.remove(9);
        assertThat(verify()).allMatch(ControlVerifier.Finding::isGood);
        assertThat(ControlVerifier.of(memory, KEYS, audit)
                        .withSeen(Set.of(seen))
                        .verify())
                .allSatisfy(finding -> assertThat(finding.problem()).startsWith("an earlier run saw the hash " + seen));
    }

    @Test
    void hashSeenBefore_isToldOfItsModuleAlone_andThatOfNoRecordsIsRefused() {
        String seen = verify().get(1).hash();
        assertThat(ControlVerifier.of(memory, KEYS, audit)
                        .withSeen(Set.of(seen))
                        .verify())
                .allMatch(ControlVerifier.Finding::isGood)
                .extracting(ControlVerifier.Finding::seen)
                .containsExactly(0, 1);
        assertThatThrownBy(() -> ControlVerifier.of(memory, KEYS, audit).withSeen(Set.of(Policy.EMPTY_HASH)))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("seen: " + Policy.EMPTY_HASH);
    }

    private List<ControlVerifier.Finding> verify() {
        return ControlVerifier.of(memory, KEYS, audit)
                .withAuditWait(Duration.ZERO)
                .verify();
    }

    private static String problem(List<ControlVerifier.Finding> findings) {
        return String.valueOf(findings.get(1).problem());
    }

    /** The log with another record, or none, in that place. */
    private void rewrite(int at, @Nullable Outgoing instead) {
        InMemoryControlChannel other = new InMemoryControlChannel();
        for (String topic : List.of(Topics.CONTROL_STATE, Topics.CONTROL_ACKS, Topics.CONTROL_COMMANDS)) {
            for (Incoming record : memory.records(topic)) {
                boolean here = topic.equals(Topics.CONTROL_COMMANDS) && record.offset() == at;
                if (!here) {
                    boolean protobuf = topic.equals(Topics.CONTROL_ACKS);
                    other.append(new Outgoing(
                            topic, record.key(), record.value(), protobuf, record.signature(), record.context()));
                } else if (instead != null) {
                    other.append(instead);
                }
            }
        }
        memory = other;
    }
}
