package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import dev.mevsdk.transport.control.ControlChannel.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands of others that get into the log after a server decided on one, and before it is there. */
class OvertakenCommandTest {
    private final InMemoryControlChannel memory = new InMemoryControlChannel();
    private final InterposedChannel channel = new InterposedChannel(memory);
    private ControlService service;

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void restartByOnePersonDoesNotLiftAStopThatItHasNotSeen() {
        service = service(ControlTrust.NONE, true);
        control("start", "ann");
        control("start", "bob");
        assertThat(state()).isEqualTo(Policy.State.RUNNING);
        channel.beforeNextCommand(
                () -> append("{\"module\":\"mev\",\"action\":\"stop\",\"request_id\":\"other-servers\"}"));
        assertThatThrownBy(() -> control("restart", "ann"))
                .isInstanceOf(ControlConflictException.class)
                .hasMessageContaining("expected_version");
        assertThat(state()).isEqualTo(Policy.State.STOPPED);
    }

    @Test
    void versionThatThisServerHasNotSeenDoesNotLiftAStopEither() {
        service = service(ControlTrust.NONE, true);
        control("start", "ann");
        control("start", "bob");
        assertThat(state()).isEqualTo(Policy.State.RUNNING);
        long stopped = memory.records(Topics.CONTROL_COMMANDS).size() + 1;
        channel.beforeNextCommand(
                () -> append("{\"module\":\"mev\",\"action\":\"stop\",\"request_id\":\"other-servers\"}"));
        byte[] body = ("{\"expected_version\":" + stopped + "}").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> service.control(
                        ControlRequest.of("mev", "restart", body).withIssuer("ann")))
                .isInstanceOf(ControlConflictException.class)
                .hasMessageContaining("expected_version: the current one is");
        assertThat(memory.records(Topics.CONTROL_COMMANDS)).hasSize(2);
    }

    @Test
    void proposalThatWasEndedIsNotAnsweredAsAStart() {
        service = service(ControlTrust.NONE, true);
        ControlRequest anns =
                ControlRequest.of("mev", "start", new byte[0]).withIssuer("ann").withIdempotencyKey("k");
        assertThat(service.control(anns).pending()).isTrue();
        control("kill", "bob");
        assertThat(state()).isEqualTo(Policy.State.KILLED);
        assertThatThrownBy(() -> service.control(anns))
                .isInstanceOf(ControlConflictException.class)
                .hasMessageContaining("ended by a stop, a kill or time");
        ControlRequest again = anns.withIdempotencyKey("k2");
        service.control(again);
        control("start", "bob");
        assertThat(service.control(again).pending()).isFalse();
        assertThat(state()).isEqualTo(Policy.State.RUNNING);
    }

    @Test
    void restartByOnePersonIsTaken_whenNothingCameBetween() {
        service = service(ControlTrust.NONE, true);
        control("start", "ann");
        control("start", "bob");
        control("restart", "ann");
        assertThat(service.status("mev").desired().generation()).isEqualTo(1);
    }

    @Test
    void signedCommandThatTheFoldRefuses_isNotAnsweredWithOk() {
        TestKeys key = TestKeys.of("k");
        service = service(key.trust(), false);
        control("start", "ann");
        channel.beforeNextCommand(() -> {
            for (int i = 0; i <= ModuleHistory.REMEMBERED_REQUESTS; i++) {
                append("noise");
            }
        });
        assertThatThrownBy(() -> control("stop", "ann")).hasMessageContaining("log_position: signed at 1");
        assertThat(state()).isEqualTo(Policy.State.RUNNING);
        control("stop", "ann");
        assertThat(state()).isEqualTo(Policy.State.STOPPED);
    }

    private ControlService service(ControlTrust trust, boolean twoPersons) {
        ControlService opened = ControlService.open(
                channel,
                new ControlServiceConfig(
                        Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofMillis(50), trust, twoPersons),
                ack -> {});
        await().until(opened::isReady);
        return opened;
    }

    private void control(String action, String issuer) {
        service.control(ControlRequest.of("mev", action, new byte[0]).withIssuer(issuer));
    }

    private Policy.State state() {
        long end = memory.records(Topics.CONTROL_COMMANDS).size();
        await().until(() -> service.status("mev").position() == end);
        return service.status("mev").desired().state();
    }

    private void append(String record) {
        memory.append(Outgoing.json(Topics.CONTROL_COMMANDS, "mev", record.getBytes(StandardCharsets.UTF_8)))
                .join();
    }
}
