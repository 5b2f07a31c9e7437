package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import dev.mevsdk.proto.Envelope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds on every channel. Each test begins with empty topics. */
abstract class ControlContract {
    static final Duration LEASE = Duration.ofSeconds(2);
    static final Duration LIMIT = Duration.ofSeconds(40);

    final List<Envelope> published = new CopyOnWriteArrayList<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    abstract ControlChannel openChannel();

    @AfterEach
    void closeAll() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    ControlService service() {
        ControlServiceConfig config =
                new ControlServiceConfig(Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofMillis(50));
        ControlService service = ControlService.open(channel(), config, published::add);
        open.push(service);
        eventually(service::isReady);
        return service;
    }

    ControlListener agent(String id) {
        return agent(config(id));
    }

    ControlListener agent(ListenerConfig config) {
        ControlListener listener = ControlListener.start(channel(), config, AgentObserver.NONE);
        open.push(listener);
        return listener;
    }

    static ListenerConfig config(String id) {
        return ListenerConfig.of(id, "mev").withLease(LEASE, Duration.ofMillis(100));
    }

    ControlChannel channel() {
        ControlChannel channel = openChannel();
        open.push(channel);
        return channel;
    }

    static void eventually(Callable<Boolean> condition) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    static ControlResponse post(ControlService service, String action, String body) {
        return service.control(ControlRequest.of("mev", action, body.getBytes(StandardCharsets.UTF_8)));
    }

    static Policy desired(ControlService service) {
        return service.status("mev").desired();
    }

    static void untilDesired(ControlService service, ControlResponse response) {
        eventually(() -> desired(service).version() >= response.policyVersion());
    }

    @Test
    void agentIsHaltedUntilStarted_andObeysEachCommand() {
        ControlService service = service();
        PolicyGate gate = agent("a").gate();
        assertThat(gate.tryAdmit()).isFalse();
        post(service, "start", "{\"ev_min\":0.5}");
        eventually(gate::tryAdmit);
        assertThat(gate.policy().evMin()).isEqualTo(0.5);
        post(service, "throttle", "{\"throttle_pct\":25}");
        eventually(() -> gate.policy().throttlePct() == 25);
        post(service, "stop", "");
        eventually(() -> !gate.mayEmit());
        assertThat(gate.policy().state()).isEqualTo(Policy.State.RUNNING);
        gate.release();
        eventually(() -> gate.policy().state() == Policy.State.STOPPED);
    }

    @Test
    void killIsAppliedOnlyWhenNothingIsInFlight_andTheStatusSaysSo() {
        ControlService service = service();
        PolicyGate gate = agent("a").gate();
        post(service, "start", "");
        eventually(gate::tryAdmit);
        ControlResponse kill = post(service, "kill", "");
        eventually(() -> !gate.mayEmit());
        eventually(() -> status(service, kill).equals("RECEIVED"));
        gate.release();
        eventually(() -> status(service, kill).equals("APPLIED"));
        eventually(() -> service.status("mev").agents().get(0).inSync());
        AgentStatus agent = service.status("mev").agents().get(0);
        assertThat(agent.state()).isEqualTo(Policy.State.KILLED);
        assertThat(agent.policyHash()).isEqualTo(desired(service).hash());
        assertThat(published)
                .anySatisfy(event -> assertThat(event.getAck().getRequestId()).isEqualTo(kill.requestId()));
    }

    @Test
    void heartbeatsCarryTheAgentsHistograms_andLiveOnWithoutThemWhenTheyFail() {
        ControlService service = service();
        open.push(ControlListener.start(channel(), config("a"), new AgentObserver() {
            @Override
            public Map<String, String> histograms() {
                return Map.of("hotpath_us", "AAEC", "not base64", "!");
            }
        }));
        open.push(ControlListener.start(channel(), config("b"), new AgentObserver() {
            @Override
            public Map<String, String> histograms() {
                throw new IllegalStateException("broken");
            }
        }));
        eventually(() -> service.status("mev").agents().size() == 2);
        try (LogReader reader = channel().reader(Topics.AGENT_HEARTBEATS)) {
            reader.seek(reader.startOffset());
            List<Heartbeat> beats = new ArrayList<>();
            eventually(() -> {
                reader.poll(Duration.ofMillis(10)).forEach(record -> beats.add(Heartbeat.parse(record.value())));
                return beats.stream().map(Heartbeat::agentId).distinct().count() == 2;
            });
            assertThat(beats).allSatisfy(beat -> assertThat(beat.histograms())
                    .isEqualTo(beat.agentId().equals("a") ? Map.of("hotpath_us", "AAEC") : Map.of()));
        }
    }

    private static String status(ControlService service, ControlResponse response) {
        return service.status("mev").agents().stream()
                .map(AgentStatus::lastAck)
                .filter(ack -> ack != null && ack.requestId().equals(response.requestId()))
                .map(AgentStatus.LastAck::status)
                .findFirst()
                .orElse("");
    }

    @Test
    void agentStaysKilledOverItsRestart() {
        ControlService service = service();
        ControlListener first = agent("a");
        post(service, "start", "");
        eventually(() -> first.gate().mayEmit());
        post(service, "kill", "");
        eventually(() -> first.gate().policy().state() == Policy.State.KILLED);
        first.close();
        PolicyGate second = agent("a").gate();
        eventually(() -> second.policy().state() == Policy.State.KILLED);
        eventually(() -> second.haltReasons().equals(java.util.Set.of(HaltReason.POLICY)));
        assertThat(second.tryAdmit()).isFalse();
    }

    @Test
    void agentWithASnapshotAndAgentWithTheWholeLogAreTheSame() {
        ControlService service = service();
        for (int i = 0; i < 20; i++) {
            post(service, "throttle", "{\"throttle_pct\":" + i + "}");
        }
        ControlChannel look = channel();
        eventually(() -> {
            try (LogReader states = look.reader(Topics.CONTROL_STATE)) {
                ModuleHistory found = new SnapshotSearch("mev", Long.MAX_VALUE).newest(states);
                return found != null && found.position() == 20;
            }
        });
        ControlResponse last = post(service, "restart", "");
        PolicyGate gate = agent("a").gate();
        eventually(() -> gate.policy().version() == last.policyVersion());
        untilDesired(service, last);
        assertThat(gate.policy()).isEqualTo(desired(service));
        assertThat(gate.policy().generation()).isEqualTo(1);
    }

    @Test
    void staleVersionIsAConflict_andTheLogKeepsBothServersEqual() {
        ControlService one = service();
        ControlService two = service();
        ControlResponse first = post(one, "start", "{\"expected_version\":0}");
        assertThatThrownBy(() -> post(two, "stop", "{\"expected_version\":0}"))
                .isInstanceOfSatisfying(ControlConflictException.class, e -> assertThat(e.currentVersion())
                        .isEqualTo(first.policyVersion()));
        ControlResponse last = post(two, "throttle", "{\"throttle_pct\":9,\"expected_version\":1}");
        untilDesired(one, last);
        untilDesired(two, last);
        assertThat(desired(one)).isEqualTo(desired(two));
        assertThat(desired(one).state()).isEqualTo(Policy.State.RUNNING);
    }

    @Test
    void idempotencyKeyMakesOneEffectOfTwoRequests_onWhicheverServer() {
        ControlService one = service();
        ControlService two = service();
        ControlRequest restart = ControlRequest.of("mev", "restart", new byte[0])
                .withIssuer("ops")
                .withIdempotencyKey("key-1");
        ControlResponse first = one.control(restart);
        ControlResponse second = two.control(restart);
        assertThat(second.requestId()).isEqualTo(first.requestId());
        ControlResponse last = post(one, "start", "");
        untilDesired(one, last);
        untilDesired(two, last);
        assertThat(desired(two).generation()).isEqualTo(1);
        assertThatThrownBy(() -> two.control(ControlRequest.of("mev", "stop", new byte[0])
                        .withIssuer("ops")
                        .withIdempotencyKey("key-1")))
                .isInstanceOf(ControlConflictException.class);
    }

    @Test
    void oneKeyUsedForDifferentCommandsAtOnce_isAcceptedForOneOfThem() throws Exception {
        ControlService service = service();
        List<CompletableFuture<ControlResponse>> answers = new ArrayList<>();
        for (int percent = 1; percent <= 8; percent++) {
            ControlRequest request = ControlRequest.of(
                            "mev", "throttle", ("{\"throttle_pct\":" + percent + "}").getBytes(StandardCharsets.UTF_8))
                    .withIssuer("ops")
                    .withIdempotencyKey("race");
            answers.add(CompletableFuture.supplyAsync(() -> service.control(request)));
        }
        long accepted = answers.stream()
                .filter(answer ->
                        answer.handle((response, error) -> error == null).join())
                .count();
        assertThat(accepted).isEqualTo(1);
    }

    @Test
    void garbageOnTheLogIsRejectedByTheAgent_andWorkGoesOn() {
        ControlService service = service();
        PolicyGate gate = agent("a").gate();
        eventually(() -> !gate.haltReasons().contains(HaltReason.LOG_NOT_READ));
        channel()
                .append(ControlChannel.Outgoing.json(Topics.CONTROL_COMMANDS, "mev", new byte[] {1, 2, 3}))
                .join();
        eventually(() -> published.stream().anyMatch(e -> e.getAck().getStatusValue() == 3));
        post(service, "start", "");
        eventually(gate::mayEmit);
    }

    @Test
    void killFileHaltsWhileItIsThere(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("kill");
        ControlService service = service();
        PolicyGate gate = agent(config("a").withKillFile(file)).gate();
        post(service, "start", "");
        eventually(gate::mayEmit);
        Files.createFile(file);
        eventually(() -> !gate.mayEmit());
        eventually(() -> service.status("mev").agents().get(0).haltReasons().contains(HaltReason.KILL_FILE));
        Files.delete(file);
        eventually(gate::mayEmit);
        Files.createSymbolicLink(file, folder.resolve("nothing"));
        eventually(() -> !gate.mayEmit());
    }

    @Test
    void agentThatClosedIsCalledSilent() {
        ControlService service = service();
        ControlListener listener = agent("a");
        eventually(() -> !service.status("mev").agents().isEmpty());
        assertThat(service.status("mev").agents().get(0).silent()).isFalse();
        listener.close();
        eventually(() -> service.status("mev").agents().get(0).silent());
    }
}
