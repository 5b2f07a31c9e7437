package dev.mevsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.log.ConsoleLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo again on the folder of the last time. */
class DemoRestartIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    Path data;

    @Test
    void aKilledModuleStaysKilled_theOtherGoesOn_andNoSecondPastIsPublished() {
        ConsoleLog.configure();
        long killedAt;
        long past;
        try (Demo demo = start()) {
            RestClient rest = new RestClient(demo);
            awaitState(rest, "arbitrage", "RUNNING");
            awaitState(rest, "mev", "RUNNING");
            rest.post("/api/control/module/mev:kill", "{}");
            awaitState(rest, "mev", "KILLED");
            killedAt = desired(rest, "mev").path("version").asLong();
            past = labelled(demo);
            assertThat(past).isPositive();
        }
        try (Demo demo = start()) {
            RestClient rest = new RestClient(demo);
            awaitState(rest, "arbitrage", "RUNNING");
            awaitState(rest, "mev", "KILLED");
            assertThat(desired(rest, "mev").path("version").asLong()).isEqualTo(killedAt);
            assertThat(labelled(demo)).isEqualTo(past);
        }
    }

    private Demo start() {
        DemoOptions options =
                DemoOptions.parse(new String[] {"--port", "0", "--history-slots", "200", "--data", data.toString()});
        Demo demo = Demos.of(options);
        demo.start();
        return demo;
    }

    /** Desired, and in force at every agent of the module, of which there is one at least. */
    private static void awaitState(RestClient rest, String module, String state) {
        await().pollInSameThread().atMost(LIMIT).untilAsserted(() -> {
            JsonNode status = rest.get("/api/control/module/" + module);
            assertThat(status.at("/desired/state").asText()).isEqualTo(state);
            assertThat(StreamSupport.stream(status.path("agents").spliterator(), false)
                            .filter(agent -> !agent.path("silent").asBoolean())
                            .map(agent -> agent.path("state").asText()))
                    .isNotEmpty()
                    .containsOnly(state);
        });
    }

    private static JsonNode desired(RestClient rest, String module) {
        return rest.get("/api/control/module/" + module).path("desired");
    }

    /** JSON records: those of the simulated past, since agents write protobuf. */
    private static long labelled(Demo demo) {
        try (Topic arbitrages = Topic.fromStart(demo.kafka(), Topics.ARBITRAGE_DECISIONS);
                Topic sandwiches = Topic.fromStart(demo.kafka(), Topics.SANDWICH_DECISIONS)) {
            return arbitrages.others() + sandwiches.others();
        }
    }
}
