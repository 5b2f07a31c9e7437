package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.server.OtlpCollector.Received;
import dev.mevsdk.transport.control.AgentObserver;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlListener;
import dev.mevsdk.transport.control.HaltReason;
import dev.mevsdk.transport.control.KafkaControlConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a collector gets, by the settings that an operator writes. */
@ExtendWith(EmbeddedServicesExtension.class)
class OtlpIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4737";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String REQUEST = "POST /api/control/module/{name}:{action}";

    @TempDir
    Path folder;

    @Test
    void aCommandArrivesAsOneTrace_fromTheCallOverKafkaToTheAgentsAck(
            EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse engine) throws Exception {
        try (OtlpCollector collector = new OtlpCollector();
                Tracing tracing = Tracing.of(Settings.of(
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                collector.address(),
                                "OTEL_SERVICE_NAME",
                                "control-plane-7"),
                        List.of()));
                TestServer server = TestServer.start(
                        TestServer.config(kafka, redis, engine, folder), new Operations(Optional.empty(), tracing));
                ControlChannel channel = ControlChannel.kafka(KafkaControlConfig.of(kafka.address(), "otlp"));
                ControlListener agent =
                        ControlListener.start(channel, ListenerConfig.of("otlp-agent", "mev"), AgentObserver.NONE)) {
            await().atMost(LIMIT).until(() -> !agent.gate().haltReasons().contains(HaltReason.LOG_NOT_READ));

            assertThat(server.send(server.request("/api/control/module/mev:start")
                                    .header("Authorization", "Bearer " + TestServer.token(Role.ADMIN))
                                    .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                                    .POST(BodyPublishers.ofString("{}")))
                            .statusCode())
                    .isEqualTo(200);

            await().atMost(LIMIT).untilAsserted(() -> assertThat(collector.of(TRACE))
                    .extracting(Received::name)
                    .contains(REQUEST, "control append", "control applied"));
            List<Received> trace = collector.of(TRACE);
            Received request = trace.stream()
                    .filter(span -> span.name().equals(REQUEST))
                    .findFirst()
                    .orElseThrow();
            assertThat(request.parentId()).isEqualTo(CALLER);
            assertThat(trace).allSatisfy(span -> {
                assertThat(span.service()).isEqualTo("control-plane-7");
                assertThat(span == request || span.parentId().equals(request.spanId()))
                        .as("below the call: " + span)
                        .isTrue();
            });
        }
    }
}
