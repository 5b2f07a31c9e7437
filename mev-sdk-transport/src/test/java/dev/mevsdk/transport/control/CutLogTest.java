package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that starts on a log whose first records somebody deleted. */
class CutLogTest {
    private final InMemoryControlChannel memory = new InMemoryControlChannel();
    private final Deque<ControlService> open = new ArrayDeque<>();

    @AfterEach
    void close() {
        open.forEach(ControlService::close);
    }

    @Test
    void goesOnFromTheSnapshots_soThatNoLimitIsForgotten() {
        ControlService before = ready();
        control(before, "policy", "{\"ev_min\":0.05}");
        control(before, "start", "");
        await().until(() -> before.status("mev").position() == 2);
        snapshotsOf(2);
        memory.deleteCommandsBefore(1);

        ControlService after = ready();
        assertThat(after.status("mev").desired()).isEqualTo(before.status("mev").desired());
        ControlListener agent = ControlListener.start(memory, ListenerConfig.of("a", "mev"), AgentObserver.NONE);
        try (agent) {
            control(after, "throttle", "{\"throttle_pct\":5}");
            await().until(() -> after.status("mev").agents().stream().anyMatch(AgentStatus::inSync));
            assertThat(agent.gate().policy().evMin()).isEqualTo(0.05);
            assertThat(after.status("mev").agents().get(0).otherHistory()).isFalse();
        }
    }

    @Test
    void auditGoesOnFromTheSnapshotsToo_andSaysWhereItCanNotTell() {
        ControlService before = ready();
        control(before, "policy", "{\"ev_min\":0.05}");
        control(before, "start", "");
        control(before, "throttle", "{\"throttle_pct\":5}");
        await().until(() -> before.status("mev").position() == 3);
        snapshotsOf(3);
        before.close();
        memory.deleteCommandsBefore(1);
        MemoryAudit rows = new MemoryAudit();
        try (AuditTrail audit = AuditTrail.start(memory, ControlKeys.NONE, rows)) {
            await().until(() -> audit.storedTo() == 2);
            control(ready(), "throttle", "{\"throttle_pct\":6}");
            await().until(() -> audit.storedTo() == 3);
        }
        assertThat(rows.entries())
                .extracting(row -> row.command().action() + " " + row.outcome().verdict())
                .containsExactly("start UNKNOWN", "throttle UNKNOWN", "throttle ACCEPTED");
        ControlService after = ready();
        await().until(() -> after.status("mev").position() == 4);
        assertThat(rows.entries().get(2).outcome().policyHash())
                .isEqualTo(after.status("mev").desired().hash());
    }

    @Test
    void withoutASnapshotThePolicyIsUnknown_andNobodyIsToldAnother_butAKillGoesOut() {
        ControlService before = ready();
        control(before, "kill", "");
        control(before, "restart", "");
        await().until(() -> before.status("mev").position() == 2);
        snapshotsOf(2);
        before.close();
        memory.wipe(Topics.CONTROL_STATE);
        memory.deleteCommandsBefore(1);

        ControlService after = open();
        control(after, "kill", "");
        assertThat(memory.records(Topics.CONTROL_COMMANDS)).hasSize(3);
        assertThat(after.isReady()).isFalse();
        assertThatThrownBy(() -> after.status("mev")).isInstanceOf(MevException.class);
        assertThat(memory.records(Topics.CONTROL_STATE)).isEmpty();
    }

    @Test
    void killIsSent_whateverIsWrongWithTheOtherTopics() {
        memory.spoilTopics();
        ControlService service = open();
        assertThatThrownBy(() -> control(service, "stop", "")).hasMessageContaining("2 partitions");
        control(service, "kill", "");
        assertThat(memory.records(Topics.CONTROL_COMMANDS)).hasSize(1);
    }

    private void snapshotsOf(long position) {
        await().until(() -> memory.records(Topics.CONTROL_STATE).stream()
                        .map(record ->
                                SnapshotJson.read(record.value()).history().position())
                        .filter(at -> at == position)
                        .count()
                >= Modules.ALL.size());
    }

    private ControlService ready() {
        ControlService service = open();
        await().until(service::isReady);
        return service;
    }

    private ControlService open() {
        ControlServiceConfig config =
                new ControlServiceConfig(Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofMillis(10));
        ControlService service = ControlService.open(memory, config, ack -> {});
        open.push(service);
        return service;
    }

    private static void control(ControlService service, String action, String body) {
        service.control(ControlRequest.of("mev", action, body.getBytes(StandardCharsets.UTF_8)));
    }
}
