package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import dev.mevsdk.core.metrics.ModuleReading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CircuitBreakersTest {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final SettableClock clock = new SettableClock();
    private final InMemoryControlChannel memory = new InMemoryControlChannel();
    private ControlService control = open();

    private ControlService open() {
        return ControlService.open(
                memory,
                new ControlServiceConfig(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(1)),
                ack -> {});
    }

    @BeforeEach
    void start() {
        await().until(control::isReady);
        command("start");
    }

    @AfterEach
    void close() {
        control.close();
    }

    @Test
    void lossKillsOncePerStart_andAgainAfterTheGraceWhileItLasts() {
        CircuitBreakers breakers = breakers(BreakerConfig.OFF.withMaxLossSol(1));
        look(breakers);
        breakers.read(reading(0.5, 100, -3));
        assertThat(kills()).isEmpty();
        clock.advance(GRACE);
        breakers.read(reading(0.5, 100, -3));
        for (int i = 0; i < 5; i++) {
            look(breakers);
        }
        assertThat(kills()).hasSize(1);
        assertThat(kills().get(0)).contains("breaker:loss").contains("lost 3.0000 SOL in the last hour, limit 1.0000");
        command("start");
        look(breakers);
        assertThat(kills()).hasSize(1);
        clock.advance(GRACE);
        look(breakers);
        assertThat(kills()).hasSize(2);
        command("start");
        breakers.read(reading(0.5, 100, 3));
        clock.advance(GRACE.multipliedBy(2));
        look(breakers);
        assertThat(kills()).hasSize(2);
    }

    @Test
    void killIsSentOnce_beforeItWasReadBackToo() {
        ModuleStatus running = control.status("mev");
        ModuleBreaker breaker =
                new ModuleBreaker(BreakerConfig.OFF.withMaxLossSol(1).withGrace(Duration.ZERO));
        breaker.accept(reading(0.5, 100, -3));
        assertThat(breaker.judge(running, clock.instant())).isNotNull();
        breaker.killed(running.desired().version() + 1);
        assertThat(breaker.judge(running, clock.instant())).isNull();
    }

    @Test
    void landedShareCountsOnceEnoughBundlesHaveSettled() {
        CircuitBreakers breakers = breakers(BreakerConfig.OFF.withMinLanded(0.2, 50));
        look(breakers);
        clock.advance(GRACE);
        breakers.read(reading(0.01, 49, 0));
        breakers.read(reading(Double.NaN, 0, 0));
        breakers.read(reading(0.2, 50, 0));
        assertThat(kills()).isEmpty();
        breakers.read(reading(0.19, 50, 0));
        assertThat(kills()).hasSize(1);
        assertThat(kills().get(0))
                .contains("breaker:landed")
                .contains("19.0 % of 50 settled bundles landed in 10 minutes, at least 20.0 % are required");
    }

    @Test
    void moduleThatNobodySeesIsKilled_butNotForReadingsThatNobodyGives() {
        CircuitBreakers blind = breakers(BreakerConfig.OFF.withMaxStaleness(Duration.ofSeconds(10)));
        look(blind);
        clock.advance(Duration.ofHours(1));
        look(blind);
        assertThat(kills()).isEmpty();
        blind.read(reading(0.5, 100, 0));
        clock.advance(Duration.ofSeconds(11));
        look(blind);
        assertThat(kills()).hasSize(1);
        assertThat(kills().get(0))
                .contains("breaker:staleness")
                .contains("no new reading of settled bundles for 11.0 s, limit 10.0 s");
    }

    @Test
    void agentsThatAllFellSilentAreAReasonToKill() {
        ListenerConfig agent = ListenerConfig.of("a", "mev").withLease(Duration.ofSeconds(4), Duration.ofMillis(50));
        ControlListener listener = ControlListener.start(memory, agent, AgentObserver.NONE);
        await().until(() -> !control.status("mev").agents().isEmpty());
        CircuitBreakers breakers = breakers(BreakerConfig.OFF.withMaxStaleness(Duration.ofMinutes(5)));
        look(breakers);
        clock.advance(Duration.ofMinutes(4));
        look(breakers);
        assertThat(kills()).isEmpty();
        listener.close();
        clock.advance(Duration.ofMinutes(4));
        look(breakers);
        assertThat(kills()).hasSize(1);
        assertThat(kills().get(0)).contains("no heartbeat of any of its 1 agents");
    }

    @Test
    void heartbeatFromTheFutureDoesNotKeepASilentFleetFromBeingFound() {
        memory.skewAppendedTimes(Duration.ofDays(1));
        Heartbeat.Standing standing =
                new Heartbeat.Standing(Policy.State.RUNNING, List.of(), 1, Policy.EMPTY_HASH, 1, 0);
        byte[] beat = Heartbeat.of("a", "mev", standing).toJson();
        memory.append(ControlChannel.Outgoing.json(Topics.AGENT_HEARTBEATS, "a", beat))
                .join();
        memory.skewAppendedTimes(Duration.ZERO);
        control.close();
        control = open();
        await().until(() -> control.isReady() && !control.status("mev").agents().isEmpty());
        CircuitBreakers breakers = breakers(BreakerConfig.OFF.withMaxStaleness(Duration.ofMinutes(5)));
        look(breakers);
        clock.advance(Duration.ofMinutes(6));
        look(breakers);
        assertThat(kills()).hasSize(1);
        assertThat(kills().get(0)).contains("no heartbeat of any of its 1 agents");
    }

    @Test
    void killIsSentAgain_whileTheLogIsAway() {
        CircuitBreakers breakers = breakers(BreakerConfig.OFF.withMaxLossSol(1));
        look(breakers);
        clock.advance(GRACE);
        memory.setReachable(false);
        breakers.read(reading(0.5, 100, -3));
        breakers.read(reading(0.5, 100, 3));
        memory.setReachable(true);
        assertThat(kills()).isEmpty();
        look(breakers);
        look(breakers);
        assertThat(kills()).hasSize(1);
    }

    @Test
    void moduleThatDoesNotRunIsLeftAlone_andSoIsEverythingWithoutALimit() {
        CircuitBreakers off = breakers(BreakerConfig.OFF);
        CircuitBreakers on = breakers(BreakerConfig.OFF.withMaxLossSol(1));
        look(on);
        command("stop");
        clock.advance(GRACE);
        off.read(reading(0, 1000, -1000));
        on.read(reading(0, 1000, -1000));
        on.read(new ModuleReading("unknown", 0, 0, 0, clock.instant()));
        assertThat(kills()).isEmpty();
    }

    private CircuitBreakers breakers(BreakerConfig config) {
        return new CircuitBreakers(control, config.withGrace(GRACE), clock);
    }

    /** Once the log is folded to its end, so that what was sent before is known. */
    private void look(CircuitBreakers breakers) {
        long end = memory.records(Topics.CONTROL_COMMANDS).size();
        await().until(() -> control.status("mev").position() >= end);
        breakers.look();
    }

    private ModuleReading reading(double landed, long settled, double pnlSol) {
        return new ModuleReading("mev", landed, settled, (long) (pnlSol * 1e9), clock.instant());
    }

    private void command(String action) {
        ControlResponse done = control.control(ControlRequest.of("mev", action, new byte[0]));
        await().until(() -> control.status("mev").desired().version() >= done.policyVersion());
    }

    private List<String> kills() {
        return memory.records(Topics.CONTROL_COMMANDS).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .filter(text -> text.contains("\"action\":\"kill\""))
                .toList();
    }
}
