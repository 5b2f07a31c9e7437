package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.proto.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents that answer wrongly, late or never, and commands that come twice: what the operator is shown. */
class OddAgentsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final InMemoryControlChannel channel = new InMemoryControlChannel();
    private final ControlService service =
            ControlService.open(channel, ControlServiceConfig.DEFAULT, acknowledged -> {});

    @BeforeEach
    void awaitService() {
        await().atMost(LIMIT).until(service::isReady);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void agentThatNeverActsIsAwaitedSinceTheCommand() {
        heartbeat(0, Policy.EMPTY_HASH, Policy.State.STOPPED, 0);
        long before = System.currentTimeMillis();
        post("start");
        AgentStatus agent = agent(one -> one.awaitingSinceMillis() != null);
        assertThat(agent.awaitingSinceMillis()).isGreaterThanOrEqualTo(before);
        assertThat(agent.inSync()).isFalse();
        assertThat(agent.note()).isEqualTo("behind: version 0 is in force, 1 is awaited");
    }

    @Test
    void decisionsThatHoldAKillUpAreNamed() {
        post("start");
        heartbeat(1, desired().hash(), Policy.State.RUNNING, 0);
        post("kill");
        // It read the kill, and what is in force is still the start.
        Heartbeat draining = Heartbeat.of(
                "a",
                "mev",
                new Heartbeat.Standing(
                        Policy.State.HALTED,
                        List.of(HaltReason.POLICY),
                        1,
                        desired().hash(),
                        2,
                        3));
        channel.append(ControlChannel.Outgoing.json(Topics.AGENT_HEARTBEATS, "a", draining.toJson()))
                .join();
        assertThat(agent(one -> one.inFlight() == 3).note()).endsWith("3 decisions in flight hold it up");
    }

    @Test
    void agentThatWasStoppedHasEnded_insteadOfFallingSilent() {
        ControlListener.start(channel, ListenerConfig.of("a", "mev"), AgentObserver.NONE)
                .close();
        AgentStatus ended = agent(one -> one.haltReasons().contains(HaltReason.CLOSED));
        assertThat(ended.note()).isEqualTo("has ended");
    }

    @Test
    void agentThatActsButNeverAcknowledgesIsSaidSo() {
        post("start");
        heartbeat(1, desired().hash(), Policy.State.RUNNING, 0);
        AgentStatus agent = agent(AgentStatus::inSync);
        assertThat(agent.lastAck()).isNull();
        assertThat(agent.awaitingSinceMillis()).isNull();
        assertThat(agent.note()).startsWith("never acknowledged a command");
    }

    @Test
    void ackThatComesTwiceIsOneAck() {
        String request = post("start").requestId();
        heartbeat(1, desired().hash(), Policy.State.RUNNING, 0);
        ack(request, 1);
        ack(request, 1);
        AgentStatus agent = agent(one -> one.lastAck() != null && one.inSync());
        assertThat(service.status("mev").agents()).hasSize(1);
        assertThat(agent.lastAck().requestId()).isEqualTo(request);
        assertThat(agent.note()).isEmpty();
    }

    @Test
    void ackOfAnOlderPolicyLeavesTheAgentBehind() {
        String first = post("start").requestId();
        String hash = desired().hash();
        post("kill");
        heartbeat(1, hash, Policy.State.RUNNING, 0);
        ack(first, 1);
        AgentStatus agent = agent(one -> one.lastAck() != null);
        assertThat(agent.inSync()).isFalse();
        assertThat(agent.awaitingSinceMillis()).isNotNull();
        assertThat(agent.note()).isEqualTo("behind: version 1 is in force, 2 is awaited");
    }

    @Test
    void agentWithAnotherHistoryIsNotTrusted() {
        post("start");
        heartbeat(1, "ab".repeat(32), Policy.State.RUNNING, 0);
        AgentStatus agent = agent(AgentStatus::otherHistory);
        assertThat(agent.inSync()).isFalse();
        assertThat(agent.note()).contains("other commands than the log has");
    }

    @Test
    void agentOfAnotherLogIsAskedAbout() {
        post("start");
        heartbeat(7, "ab".repeat(32), Policy.State.RUNNING, 0);
        assertThat(agent(one -> one.policyVersion() == 7).note()).contains("another Kafka?");
    }

    @Test
    void acksWithoutHeartbeatsProveNothing() {
        ack(post("start").requestId(), 1);
        AgentStatus agent = agent(one -> one.lastAck() != null);
        assertThat(agent.inSync()).isFalse();
        assertThat(agent.note()).startsWith("sends acks but no heartbeats");
    }

    @Test
    void agentWhoseClockIsWrongIsFlagged_andItsLatencyIsNeverNegative() {
        channel.skewAppendedTimes(Duration.ofSeconds(90));
        String start = post("start").requestId();
        try (ControlListener listener =
                ControlListener.start(channel, ListenerConfig.of("a", "mev"), AgentObserver.NONE)) {
            post("throttle", "{\"throttle_pct\":5}");
            AgentStatus agent = agent(one -> one.lastAck() != null && one.clockSkewMillis() != null);
            assertThat(start).isNotEmpty();
            assertThat(agent.lastAck().latencyMicros()).isZero();
            assertThat(agent.clockSkewMillis()).isBetween(80_000L, 100_000L);
            assertThat(agent.note()).contains("s ahead: set it right");
        }
    }

    @Test
    void agentWhoseIdTheServerWouldPassOverIsNotConfigured() {
        for (String id : List.of("", " ", "a\nb", "a\u202eb", "\ud83d", "x".repeat(129))) {
            assertThatThrownBy(() -> ListenerConfig.of(id, "mev"))
                    .isInstanceOf(MevException.class)
                    .hasMessage("agentId: 1..128 printable characters");
        }
    }

    @Test
    void idThatTwoProcessesUseIsShown_andNeverAsInSync() {
        post("start");
        ListenerConfig config = ListenerConfig.of("a", "mev").withLease(Duration.ofSeconds(10), Duration.ofMillis(20));
        try (ControlListener first = ControlListener.start(channel, config, AgentObserver.NONE)) {
            assertThat(agent(AgentStatus::inSync).duplicate()).isFalse();
            try (ControlListener copy = ControlListener.start(channel, config, AgentObserver.NONE)) {
                AgentStatus agent = agent(AgentStatus::duplicate);
                assertThat(agent.inSync()).isFalse();
                assertThat(agent.note()).startsWith("two processes or more run under this id");
                assertThat(new String(service.status("mev").toJson(), StandardCharsets.UTF_8))
                        .contains("\"duplicate\":true");
                assertThat(first.gate()).isNotSameAs(copy.gate());
            }
        }
    }

    @Test
    void agentThatWasRestartedIsNoDuplicate() {
        post("start");
        ListenerConfig config = ListenerConfig.of("a", "mev").withLease(Duration.ofSeconds(10), Duration.ofMillis(20));
        for (int run = 0; run < 3; run++) {
            int before = channel.records(Topics.AGENT_HEARTBEATS).size();
            try (ControlListener listener = ControlListener.start(channel, config, AgentObserver.NONE)) {
                await().atMost(LIMIT)
                        .until(() -> channel.records(Topics.AGENT_HEARTBEATS).size() > before + 3);
                assertThat(listener.gate().haltReasons()).doesNotContain(HaltReason.CLOSED);
            }
        }
        long heard = System.currentTimeMillis();
        heartbeat(1, desired().hash(), Policy.State.RUNNING, 0);
        assertThat(agent(one -> one.lastSeenMillis() >= heard).duplicate()).isFalse();
    }

    @Test
    void inventedAgentsAreForgotten_beyondABound() {
        for (int i = 0; i < Fleet.MAX_AGENTS + 50; i++) {
            heartbeat("invented-" + i, 0, Policy.EMPTY_HASH, Policy.State.STOPPED, 0);
        }
        heartbeat("last", 0, Policy.EMPTY_HASH, Policy.State.STOPPED, 0);
        agent(one -> one.agentId().equals("last"));
        assertThat(service.status("mev").agents()).hasSize(Fleet.MAX_AGENTS);
    }

    @Test
    void replayedStartDoesNotLiftAKill_andAReplayedKillKills() {
        String start = post("start").requestId();
        String kill = post("kill").requestId();
        List<ControlChannel.Incoming> log = channel.records(Topics.CONTROL_COMMANDS);
        append(log.get(0).value());
        await().atMost(LIMIT).until(() -> service.status("mev").position() == 3);
        assertThat(desired().state()).isEqualTo(Policy.State.KILLED);
        assertThat(desired().version()).isEqualTo(2);
        post("start");
        assertThat(desired().state()).isEqualTo(Policy.State.RUNNING);
        append(log.get(1).value());
        await().atMost(LIMIT).until(() -> service.status("mev").position() == 5);
        assertThat(desired().state()).isEqualTo(Policy.State.KILLED);
        assertThat(start).isNotEqualTo(kill);
    }

    @Test
    void commandThatComesAfterItsSuccessorIsRefused_whenItSaysWhatItExpects() {
        post("start");
        append("{\"module\":\"mev\",\"action\":\"throttle\",\"args\":{\"throttle_pct\":9},\"request_id\":\"late\","
                .concat("\"expected_version\":0}")
                .getBytes(StandardCharsets.UTF_8));
        await().atMost(LIMIT).until(() -> service.status("mev").position() == 2);
        assertThat(desired().throttlePct()).isNotEqualTo(9);
        assertThat(desired().version()).isEqualTo(1);
    }

    private ControlResponse post(String action) {
        return post(action, "");
    }

    private ControlResponse post(String action, String body) {
        ControlResponse response =
                service.control(ControlRequest.of("mev", action, body.getBytes(StandardCharsets.UTF_8)));
        await().atMost(LIMIT).until(() -> desired().version() >= response.policyVersion());
        return response;
    }

    private Policy desired() {
        return service.status("mev").desired();
    }

    private AgentStatus agent(Predicate<AgentStatus> such) {
        return await().atMost(LIMIT)
                .until(
                        () -> service.status("mev").agents().stream()
                                .filter(such)
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private void heartbeat(long version, String hash, Policy.State state, long inFlight) {
        heartbeat("a", version, hash, state, inFlight);
    }

    private void heartbeat(String id, long version, String hash, Policy.State state, long inFlight) {
        Heartbeat beat =
                Heartbeat.of(id, "mev", new Heartbeat.Standing(state, List.of(), version, hash, version, inFlight));
        channel.append(ControlChannel.Outgoing.json(Topics.AGENT_HEARTBEATS, id, beat.toJson()))
                .join();
    }

    private void ack(String request, long version) {
        ControlAck ack = ControlAck.newBuilder()
                .setAgentId("a")
                .setModule("mev")
                .setRequestId(request)
                .setStatus(ControlAck.Status.APPLIED)
                .setPolicyVersion(version)
                .build();
        byte[] event = Envelope.newBuilder()
                .setType(Envelope.Type.CONTROL_ACK)
                .setAck(ack)
                .build()
                .toByteArray();
        channel.append(new ControlChannel.Outgoing(Topics.CONTROL_ACKS, "a", event, true))
                .join();
    }

    private void append(byte[] command) {
        channel.append(ControlChannel.Outgoing.json(Topics.CONTROL_COMMANDS, "mev", command))
                .join();
    }
}
