package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.agent.Agent;
import dev.mevsdk.transport.control.ControlKeys;
import dev.mevsdk.transport.control.ListenerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A command that an agent did not do, or nobody knows whether it did, is no success; and the reason reaches who sent it.
 * Each odd agent ends with its test: the servers, and so the fleet, are those of other tests as well.
 */
class OddAgentsIT extends MevOnAFleet {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static ListenerConfig listener(String id) {
        return ListenerConfig.of(id, "arbitrage").withLease(ListenerConfig.DEFAULT_LEASE, Duration.ofMillis(100));
    }

    private static void awaitStatus(String text) {
        await().atMost(LIMIT)
                .until(() -> mev.run("control", "status", "arbitrage").out(), out -> out.contains(text));
    }

    private static void assertFailed(Mevs.Run run, String... said) {
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCode.FAILED.code());
        assertThat(run.out()).contains(said);
    }

    @Test
    void anAnswerOfOneOfTwoProcessesOfAnId() {
        try (Agent one = fleet.join(listener("twin"));
                Agent two = fleet.join(listener("twin"))) {
            awaitStatus("    two processes or more run under this id");
            assertFailed(
                    run("throttle", "arbitrage", "5", "--agent", "twin"),
                    "twin",
                    "applied throttle; DUPLICATE ID: one process of at least two said so");
        }
    }

    @Test
    void anAgentThatRejectsIt() throws Exception {
        String key = Base64.getMimeEncoder()
                .encodeToString(KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded());
        Path file = Files.writeString(
                folder.resolve("ops.pem"), "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n");
        try (Agent strict = fleet.join(listener("strict").withKeys(ControlKeys.read(file)))) {
            awaitStatus("strict");
            assertFailed(run("throttle", "arbitrage", "5", "--agent", "strict"), "strict", "REJECTED throttle: ");
        }
    }

    @Test
    void anAgentThatIsAliveAndNeverAnswers() {
        ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();
        try {
            beats.scheduleAtFixedRate(() -> fleet.heartbeat("mute", "POLICY"), 0, 100, TimeUnit.MILLISECONDS);
            awaitStatus("mute");
            assertFailed(
                    run("throttle", "arbitrage", "5", "--agent", "mute", "--timeout", "300ms"),
                    "mute",
                    "has not applied it within 300 ms; ");
        } finally {
            beats.shutdownNow();
            fleet.heartbeat("mute", "CLOSED");
        }
    }

    @Test
    void anAgentThatFellSilent() {
        fleet.heartbeat("lost", "POLICY");
        try {
            awaitStatus("lost");
            assertFailed(
                    run("throttle", "arbitrage", "5", "--agent", "lost", "--timeout", "60s"),
                    "lost",
                    "is silent: what it does is unknown");
            awaitStatus("    not heard of for too long");
        } finally {
            fleet.heartbeat("lost", "CLOSED");
        }
    }

    @Test
    void anAgentThatNobodyEverHeardOf() {
        awaitStatus("arb-1");
        Mevs.Run slip = run("kill", "arbitrage", "--yes", "--agent", "arb-11");
        assertFailed(slip, "");
        assertThat(slip.err()).contains("nothing was ever heard of an agent arb-11 of arbitrage. Did you mean arb-1?");
    }

    private static Mevs.Run run(String... command) {
        try {
            return mev.run(java.util.stream.Stream.concat(
                            java.util.stream.Stream.of("control"), java.util.Arrays.stream(command))
                    .toArray(String[]::new));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
