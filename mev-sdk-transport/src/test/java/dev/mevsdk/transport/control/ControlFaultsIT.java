package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The ways between control plane, broker and agent break, or an agent's process does. */
class ControlFaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static final TcpProxy PROXY = TcpProxy.listen();
    private static final EmbeddedKafka KAFKA = EmbeddedKafka.behindProxy(PROXY.port());

    private final ListenerConfig config;
    private final ControlChannel direct = ControlChannel.kafka(KafkaControlConfig.of(KAFKA.address(), "server"));
    private final ControlService service = ControlService.open(
            direct,
            new ControlServiceConfig(Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofMillis(50)),
            ack -> {});

    ControlFaultsIT(TestInfo test) {
        // Agents of the tests before are still known.
        String id = test.getTestMethod().orElseThrow().getName();
        config = ListenerConfig.of(id, "mev").withLease(Duration.ofSeconds(2), Duration.ofMillis(200));
    }

    @BeforeAll
    static void startBroker() {
        KAFKA.start();
        PROXY.to(KAFKA.proxiedPort());
    }

    @AfterAll
    static void stopBroker() {
        PROXY.close();
        KAFKA.close();
    }

    @BeforeEach
    void awaitService() {
        PROXY.mend();
        eventually(service::isReady);
    }

    @AfterEach
    void close() {
        service.close();
        direct.close();
    }

    private AgentStatus status() {
        return service.status("mev").agents().stream()
                .filter(agent -> agent.agentId().equals(config.agentId()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void agentThatIsCutOffHalts_andAKillSentMeanwhileIsInForceBeforeItGoesOn() {
        try (ControlChannel channel = ControlChannel.kafka(KafkaControlConfig.of(PROXY.address(), "a"));
                ControlListener agent = ControlListener.start(channel, config, AgentObserver.NONE)) {
            PolicyGate gate = agent.gate();
            post("start");
            eventually(gate::mayEmit);
            PROXY.cut();
            eventually(() -> gate.haltReasons().contains(HaltReason.LEASE_EXPIRED));
            assertThat(gate.tryAdmit()).isFalse();
            PROXY.mend();
            eventually(gate::mayEmit);
            // Packets that vanish: nobody is told.
            PROXY.stall();
            eventually(() -> gate.haltReasons().contains(HaltReason.LEASE_EXPIRED));
            eventually(() -> status().silent());
            post("kill");
            PROXY.mend();
            neverOpenUntilKilled(gate);
            eventually(() -> status().inSync());
        }
    }

    private static void neverOpenUntilKilled(PolicyGate gate) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (gate.policy().state() != Policy.State.KILLED) {
            assertThat(gate.mayEmit()).as("open before the kill was read").isFalse();
            assertThat(System.nanoTime() - end).as("the kill came in time").isNegative();
        }
    }

    @Test
    void killWhoseAckTheBrokerNeverGotIsInForce_andShownSoOnceTheBrokerIsBack() {
        try (ControlChannel channel = ControlChannel.kafka(KafkaControlConfig.of(KAFKA.address(), "a"));
                ControlListener agent = ControlListener.start(channel, config, AgentObserver.NONE)) {
            PolicyGate gate = agent.gate();
            post("start");
            eventually(gate::tryAdmit);
            ControlResponse kill = post("kill");
            eventually(() -> !gate.mayEmit());
            KAFKA.kill();
            gate.release();
            eventually(() -> gate.policy().version() == kill.policyVersion());
            KAFKA.start();
            eventually(() -> status().inSync());
            assertThat(status().state()).isEqualTo(Policy.State.KILLED);
            assertThat(gate.tryAdmit()).isFalse();
        }
    }

    @Test
    void processThatSleptPastItsLeaseEmitsNothing_whenItWasKilledMeanwhile() throws Exception {
        try (ChildAgent child = ChildAgent.start(KAFKA.address(), config, Map.of())) {
            post("start");
            eventually(() -> child.emitted() > 50);
            child.signal("STOP");
            eventually(child::isStopped);
            post("kill");
            // By this its lease is over too: it counts from a heartbeat before the last one seen.
            eventually(() -> status().silent());
            awaitLeaseSince(status().lastSeenMillis());
            long before = child.emitted();
            child.signal("CONT");
            eventually(() -> status().inSync());
            // One may have been past the gate when the process was stopped.
            assertThat(child.emitted()).isBetween(before, before + 1);
        }
    }

    private void awaitLeaseSince(long millis) {
        eventually(() -> System.currentTimeMillis() - millis > config.lease().toMillis());
    }

    @Test
    void signalHaltsAnAgentUntilItIsStartedAgain() throws Exception {
        try (ChildAgent child = ChildAgent.start(KAFKA.address(), config, Map.of())) {
            post("start");
            eventually(() -> child.emitted() > 50);
            child.signal("USR1");
            eventually(() -> status().haltReasons().contains(HaltReason.SIGNAL));
            long halted = child.emitted();
            ControlResponse again = post("start");
            eventually(() -> status().policyVersion() == again.policyVersion());
            assertThat(status().note()).contains("SIGNAL");
            assertThat(child.emitted()).isLessThanOrEqualTo(halted + 1);
            assertThat(child.isAlive()).isTrue();
            assertThat(child.log()).contains("halted from within").doesNotContain("Exception");
        }
        try (ChildAgent again = ChildAgent.start(KAFKA.address(), config, Map.of())) {
            eventually(() -> again.emitted() > 0);
        }
    }

    @Test
    void jumpsOfTheWallClockHoldUpNeitherDecisionsNorAKill(@TempDir Path folder) throws Exception {
        JumpingClock clock = new JumpingClock(folder);
        try (ChildAgent child = ChildAgent.start(KAFKA.address(), config, clock.environment())) {
            for (Duration ahead : List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ZERO)) {
                post("start");
                eventually(() -> status().inSync() && status().state() == Policy.State.RUNNING);
                clock.set(ahead);
                eventually(() -> isAhead(ahead));
                long before = child.emitted();
                eventually(() -> child.emitted() > before + 50);
                post("kill");
                eventually(() -> status().inSync() && status().state() == Policy.State.KILLED);
            }
        }
    }

    private boolean isAhead(Duration wanted) {
        Long skew = status().clockSkewMillis();
        return skew != null
                && Math.abs(skew - wanted.toMillis()) < Duration.ofMinutes(1).toMillis();
    }

    private ControlResponse post(String action) {
        return service.control(ControlRequest.of("mev", action, new byte[0]));
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptionsInstanceOf(NoSuchElementException.class)
                .until(condition);
    }
}
