package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.metrics.ModuleReading;
import dev.mevsdk.proto.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scopes, two persons, signatures, breakers and the verifier, on every channel. Each test begins with empty topics. */
abstract class ControlRulesContract {
    private static final TestKeys KEY = TestKeys.of("ops-1");

    final List<Envelope> published = new CopyOnWriteArrayList<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    abstract ControlChannel openChannel();

    @AfterEach
    void closeAll() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private ControlChannel channel() {
        ControlChannel channel = openChannel();
        open.push(channel);
        return channel;
    }

    private ControlService service(ControlTrust trust, boolean twoPersons) {
        ControlServiceConfig config = new ControlServiceConfig(
                Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofMillis(50), trust, twoPersons);
        ControlService service = ControlService.open(channel(), config, published::add);
        open.push(service);
        eventually(service::isReady);
        return service;
    }

    private ControlListener agent(String id, ControlKeys keys) {
        ListenerConfig config = ListenerConfig.of(id, "mev")
                .withLease(Duration.ofSeconds(4), Duration.ofMillis(100))
                .withKeys(keys);
        ControlListener listener = ControlListener.start(channel(), config, AgentObserver.NONE);
        open.push(listener);
        return listener;
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    private static ControlRequest request(String action, String body) {
        return ControlRequest.of("mev", action, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void killOfOneAgentHaltsItAlone_overItsRestart_andTheStatusTellsWhatEachHasToDo() {
        ControlService service = service(ControlTrust.NONE, false);
        ControlListener first = agent("a", ControlKeys.NONE);
        PolicyGate a = first.gate();
        PolicyGate b = agent("b", ControlKeys.NONE).gate();
        service.control(request("start", "{}"));
        eventually(() -> a.mayEmit() && b.mayEmit());
        ControlResponse kill = service.control(request("kill", "{\"agent\":\"a\",\"reason\":\"too eager\"}"));
        eventually(() -> a.policy().state() == Policy.State.KILLED);
        eventually(() -> b.policy().version() == kill.policyVersion());
        assertThat(b.mayEmit()).isTrue();
        assertThat(a.tryAdmit()).isFalse();
        first.close();
        PolicyGate again = agent("a", ControlKeys.NONE).gate();
        eventually(() -> again.policy().state() == Policy.State.KILLED);
        eventually(() -> service.status("mev").agents().size() == 2
                && service.status("mev").agents().stream().allMatch(AgentStatus::inSync));
        assertThat(new String(service.status("mev").toJson(), StandardCharsets.UTF_8))
                .contains("\"agents\":[{\"agent_id\":\"a\",\"state\":\"KILLED\",\"generation\":0}]")
                .contains("\"agent_id\":\"b\",\"state\":\"RUNNING\",\"desired\":{\"state\":\"RUNNING\"")
                .contains("\"pending_start\":null");
        assertThat(published.stream()
                        .map(Envelope::getAck)
                        .filter(ack -> ack.getRequestId().equals(kill.requestId()))
                        .map(ack -> ack.getAgentId()))
                .containsOnly("a");
        service.control(request("start", "{\"agent\":\"a\"}"));
        eventually(() -> again.mayEmit());
    }

    @Test
    void versionAndKeyHoldForOneAgentAndForAllModules() {
        ControlService service = service(ControlTrust.NONE, false);
        assertThatThrownBy(() -> service.control(request("start", "{\"agent\":\"a\"}")))
                .isInstanceOf(ControlConflictException.class)
                .hasMessageContaining("start the module first");
        List<ControlRequest> start = ControlRequest.ofAll("start", new byte[0]).stream()
                .map(one -> one.withIssuer("ops").withIdempotencyKey("key"))
                .toList();
        Map<String, ControlResponse> first = service.controlAll(start);
        assertThat(service.controlAll(start)).isEqualTo(first);
        assertThat(first).containsOnlyKeys("arbitrage", "mev");
        eventually(() -> service.status("arbitrage").desired().state() == Policy.State.RUNNING);
        long version = service.status("mev").desired().version();
        ControlRequest throttle = request(
                        "throttle", "{\"throttle_pct\":5,\"agent\":\"a\",\"expected_version\":" + version + "}")
                .withIdempotencyKey("scoped");
        ControlResponse done = service.control(throttle);
        assertThat(service.control(throttle)).isEqualTo(done);
        assertThatThrownBy(() -> service.control(request("throttle", "{\"throttle_pct\":5,\"agent\":\"b\"}")
                        .withIdempotencyKey("scoped")))
                .hasMessageContaining("Idempotency-Key: was used for another command");
        assertThatThrownBy(() ->
                        service.control(request("stop", "{\"agent\":\"a\",\"expected_version\":" + version + "}")))
                .hasMessageContaining("expected_version: the current one is");
        assertThatThrownBy(() -> ControlRequest.ofAll("stop", "{\"agent\":\"a\"}".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("agent: not allowed for all modules");
    }

    @Test
    void startTakesTwoPersons_whereTheRuleIsOn() {
        ControlService service = service(ControlTrust.NONE, true);
        assertThatThrownBy(
                        () -> service.control(request("start", "{\"ev_min\":1}").withIssuer("ann")))
                .hasMessageContaining("takes no values while two persons are required");
        ControlRequest anns = request("start", "{\"reason\":\"fixed\"}").withIssuer("ann");
        ControlResponse proposed = service.control(anns.withIdempotencyKey("k"));
        assertThat(proposed.pending()).isTrue();
        assertThat(service.control(anns.withIdempotencyKey("k"))).isEqualTo(proposed);
        assertThat(service.status("mev").desired().state()).isEqualTo(Policy.State.STOPPED);
        assertThatThrownBy(() -> service.control(anns))
                .isInstanceOf(ControlConflictException.class)
                .hasMessage("start: ann has proposed it already; another person has to start it too");
        assertThatThrownBy(() -> service.control(request("restart", "{}").withIssuer("bob")))
                .isInstanceOf(ControlConflictException.class);
        ControlResponse completed = service.control(request("start", "{}").withIssuer("bob"));
        assertThat(completed.pending()).isFalse();
        assertThat(service.status("mev").desired().state()).isEqualTo(Policy.State.RUNNING);
        ControlService lax = service(ControlTrust.NONE, false);
        service.control(request("stop", "{}"));
        service.control(anns.withIdempotencyKey("k2"));
        eventually(() -> lax.status("mev").history().pendingStart() != null);
        assertThatThrownBy(() -> lax.control(request("start", "{}").withIssuer("bob")))
                .isInstanceOf(ControlConflictException.class)
                .hasMessageContaining("proposed by ann");
    }

    @Test
    void commandsThatNobodySignedAreRejectedByAgentsAndServers_andFoundByTheVerifier() {
        ControlTrust trust = KEY.trust();
        ControlService service = service(trust, false);
        PolicyGate gate = agent("a", trust.keys()).gate();
        service.control(request("start", "{\"ev_min\":0.5}"));
        eventually(gate::mayEmit);
        ControlChannel channel = channel();
        assertThat(ControlVerifier.of(channel, trust.keys(), null).verify()).allMatch(ControlVerifier.Finding::isGood);
        byte[] forged =
                "{\"module\":\"mev\",\"action\":\"kill\",\"request_id\":\"forged\"}".getBytes(StandardCharsets.UTF_8);
        long offset = channel.append(ControlChannel.Outgoing.json(Topics.CONTROL_COMMANDS, "mev", forged))
                .join();
        eventually(() -> published.stream()
                .anyMatch(event -> event.getAck().getRequestId().equals("forged")
                        && event.getAck().getStatusValue() == 3
                        && event.getAck().getReason().equals("signature: required, and missing")));
        service.control(request("throttle", "{\"throttle_pct\":7,\"expected_version\":1}"));
        eventually(() -> gate.policy().throttlePct() == 7);
        assertThat(gate.mayEmit()).isTrue();
        assertThat(gate.policy()).isEqualTo(service.status("mev").desired());
        List<ControlVerifier.Finding> findings =
                ControlVerifier.of(channel, trust.keys(), null).verify();
        assertThat(findings.get(0).isGood()).isTrue();
        assertThat(findings.get(1).problem()).isEqualTo("offset " + offset + ": signature: required, and missing");
        assertThat(findings.get(1).hash()).isEqualTo(gate.policy().hash());
        assertThatThrownBy(() -> service(new ControlTrust(TestKeys.of("other").signer(), trust.keys()), false))
                .isInstanceOf(MevException.class);
    }

    @Test
    void breakerKillsTheRunningModule_andTellsWhy() {
        ControlService service = service(ControlTrust.NONE, false);
        PolicyGate gate = agent("a", ControlKeys.NONE).gate();
        service.control(request("start", "{}"));
        eventually(gate::mayEmit);
        CircuitBreakers breakers = CircuitBreakers.start(
                service, BreakerConfig.OFF.withMaxLossSol(1).withGrace(Duration.ZERO));
        open.push(breakers);
        breakers.accept(new ModuleReading("mev", 0.5, 100, -2_500_000_000L, Instant.now()));
        eventually(() -> gate.policy().state() == Policy.State.KILLED);
        ControlChannel channel = channel();
        eventually(() -> {
            try (LogReader log = channel.reader(Topics.CONTROL_COMMANDS)) {
                log.seek(0);
                return log.poll(Duration.ofSeconds(1)).stream()
                        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                        .anyMatch(text -> text.contains("\"issuer\":\"breaker:loss\"")
                                && text.contains("\"reason\":\"lost 2.5000 SOL in the last hour, limit 1.0000\""));
            }
        });
    }
}
