package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server whose wall clock is set while agents are silent. */
class FleetClockTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final InMemoryControlChannel channel = new InMemoryControlChannel();
    private final CommandLog log = new CommandLog(channel, ControlServiceConfig.DEFAULT);
    private final SettableClock wall = new SettableClock();

    @Test
    void wallClockSetBack_hidesNoSilence_andKeepsNoDuplicate() {
        try (Fleet fleet = new Fleet(channel, event -> {}, ack -> {}, wall)) {
            fleet.start();
            await().until(() -> {
                heartbeat("one");
                heartbeat("another");
                return agents(fleet, HOUR).stream().anyMatch(AgentStatus::duplicate);
            });
            wall.advance(HOUR.negated());
            Duration soon = Duration.ofMillis(50);
            await().until(() -> agents(fleet, soon).get(0).silent());
            AgentStatus agent = agents(fleet, soon).get(0);
            assertThat(agent.duplicate()).isFalse();
            assertThat(agent.lastSeenMillis()).isLessThan(wall.millis());
        }
    }

    @Test
    void wallClockSetForward_makesNobodySilent() {
        try (Fleet fleet = new Fleet(channel, event -> {}, ack -> {}, wall)) {
            fleet.start();
            await().until(() -> {
                heartbeat("one");
                return !agents(fleet, HOUR).isEmpty();
            });
            wall.advance(HOUR.multipliedBy(2));
            assertThat(agents(fleet, HOUR)).noneMatch(AgentStatus::silent);
        }
    }

    private List<AgentStatus> agents(Fleet fleet, Duration silentAfter) {
        return fleet.agents(log, ModuleHistory.empty("mev"), silentAfter);
    }

    private void heartbeat(String instance) {
        Heartbeat.Standing standing =
                new Heartbeat.Standing(Policy.State.STOPPED, List.of(), 0, Policy.EMPTY_HASH, 0, 0);
        Heartbeat beat = new Heartbeat("a", "mev", instance, standing, Map.of(), Map.of());
        channel.append(ControlChannel.Outgoing.json(Topics.AGENT_HEARTBEATS, "a", beat.toJson()))
                .join();
    }
}
