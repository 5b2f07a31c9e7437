package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.metrics.Figure;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.transport.control.ControlChannel.Outgoing;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServicesExtension.class)
class AgentLatenciesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A broker that is gone, and a fleet that has nothing to say, look the same to who only waits for heartbeats. */
    @Test
    void aBrokerThatIsGoneIsToldFromAnIdleFleet(EmbeddedKafka kafka) {
        try (ControlChannel channel = ControlChannel.kafka(KafkaControlConfig.of(kafka.address(), "test"))) {
            channel.ensureTopics();
            try (AgentLatencies latencies = AgentLatencies.follow(channel)) {
                await().atMost(LIMIT).until(() -> answers(latencies));
                assertThat(latencies.read().figures()).isEmpty();
                beat(channel);
                await().atMost(LIMIT)
                        .until(
                                () -> latencies.read().figures().keySet(),
                                Set.of(Figure.HOTPATH_P50, Figure.HOTPATH_P99)::equals);
                kafka.kill();
                await().atMost(LIMIT).until(() -> !answers(latencies));
                kafka.start();
                await().atMost(LIMIT).until(() -> answers(latencies));
            }
        }
    }

    private static boolean answers(AgentLatencies latencies) {
        try {
            latencies.read();
            return true;
        } catch (MevException e) {
            assertThat(e).hasMessageContaining("Kafka does not answer");
            return false;
        }
    }

    private static void beat(ControlChannel channel) {
        Histogram values = new Histogram(3);
        values.recordValue(2_000);
        byte[] json =
                AgentLatenciesTest.heartbeat("a", Map.of(AgentLatencies.HOTPATH, AgentLatenciesTest.base64(values)));
        channel.append(Outgoing.json(Topics.AGENT_HEARTBEATS, "a", json)).join();
    }
}
