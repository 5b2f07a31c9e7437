package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.log.ConsoleLog;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.transport.control.AgentObserver;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlListener;
import dev.mevsdk.transport.control.HaltReason;
import dev.mevsdk.transport.control.KafkaControlConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One call followed through Kafka to an agent, and through Redis to a worker: by its trace, and by its id in the log. */
@ExtendWith(EmbeddedServicesExtension.class)
class TracingIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SCRAPE = "{\"start\":\"2020-01-01\",\"end\":\"2020-01-02\",\"types\":[\"mev\"]}";
    private static final String EMPTY_TRAINING =
            "{\"module\":\"mev\",\"range\":{\"start\":\"2020-01-01\",\"end\":\"2020-01-02\"}}";
    private static final String CALLER = "00f067aa0ba902b7";

    @TempDir
    static Path folder;

    private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();
    private static EmbeddedKafka broker;
    private static TestServer server;

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) {
        broker = kafka;
        OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
                        .build())
                .build();
        ServerConfig config = TestServer.config(kafka, redis, clickHouse, folder);
        server = TestServer.start(config, new Operations(Optional.empty(), Tracing.with(telemetry)));
        server.awaitReady();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> post(String path, String body, String traceparent, String requestId) {
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + TestServer.token(Role.ADMIN))
                .header("traceparent", traceparent)
                .header("X-Request-Id", requestId)
                .POST(BodyPublishers.ofString(body)));
    }

    private static SpanData awaitSpan(String trace, String name) {
        return await().atMost(LIMIT)
                .until(
                        () -> SPANS.getFinishedSpanItems().stream()
                                .filter(span -> span.getTraceId().equals(trace)
                                        && span.getName().equals(name))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void aCommandIsOneTraceFromTheCallToTheAgent_andOneIdInTheLog() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4731";
        ListenerConfig config = ListenerConfig.of("traced", "mev");
        try (ControlChannel channel = ControlChannel.kafka(KafkaControlConfig.of(broker.address(), "traced"));
                ControlListener agent = ControlListener.start(channel, config, AgentObserver.NONE);
                JsonLog log = new JsonLog()) {
            await().atMost(LIMIT).until(() -> !agent.gate().haltReasons().contains(HaltReason.LOG_NOT_READ));

            HttpResponse<String> answer =
                    post("/api/control/module/mev:start", "{}", "00-" + trace + "-" + CALLER + "-01", "call-7");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("X-Request-Id")).contains("call-7");
            SpanData request = awaitSpan(trace, "POST /api/control/module/{name}:{action}");
            assertThat(request.getParentSpanId()).isEqualTo(CALLER);
            assertThat(awaitSpan(trace, "control append").getParentSpanId()).isEqualTo(request.getSpanId());
            SpanData applied = awaitSpan(trace, "control applied");
            assertThat(applied.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(applied.getAttributes().asMap().toString()).contains("mev.agent=traced");
            JsonNode line = log.first("command start to mev");
            assertThat(line.path("request_id").asText()).isEqualTo("call-7");
            assertThat(line.path("trace_id").asText()).isEqualTo(trace);
        }
    }

    @Test
    void aJobsRunIsInTheTraceOfTheCallThatAskedForIt() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4732";
        HttpResponse<String> started =
                post("/api/datasets/scrape", SCRAPE, "00-" + trace + "-" + CALLER + "-01", "call-8");
        String job = Json.tree(started.body()).path("job_id").asText();

        SpanData run = awaitSpan(trace, "job scrape");
        assertThat(run.getParentSpanId())
                .isEqualTo(awaitSpan(trace, "POST /api/datasets/scrape").getSpanId());
        assertThat(run.getAttributes().asMap().toString()).contains("mev.job=" + job, "mev.outcome=done");
    }

    @Test
    void aWorkersLineNamesTheJobAndTheCallThatAskedForIt() {
        try (JsonLog log = new JsonLog()) {
            // Nothing was traded then: the worker refuses the job, and says so.
            HttpResponse<String> started = post("/api/training/start", EMPTY_TRAINING, "", "call-9");
            String job = Json.tree(started.body()).path("job_id").asText();
            server.awaitJob("training", job, "error");

            JsonNode line = log.first("job " + job);
            assertThat(line.path("job_id").asText()).isEqualTo(job);
            assertThat(line.path("request_id").asText()).isEqualTo("call-9");
            assertThat(line.path("module").asText()).isEqualTo("mev");
        }
    }

    @Test
    void aBrokenTraceOrIdBreaksNothing() {
        HttpResponse<String> answer =
                post("/api/control/module/mev:throttle", "{\"throttle_pct\":1}", "00-broken", "a b");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Request-Id").orElse("")).matches("[0-9a-f-]{36}");
        HttpResponse<String> refused = post("/api/control/module/mev:throttle", "{", "", "my-id");
        assertThat(Json.tree(refused.body()).path("instance").asText()).contains("my-id");
    }

    /** Lines as the server writes them with LOG_FORMAT=json. */
    private static final class JsonLog extends Handler implements AutoCloseable {
        private static final Logger ROOT = Logger.getLogger("");
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Formatter form = ConsoleLog.jsonLines();

        JsonLog() {
            ROOT.addHandler(this);
        }

        JsonNode first(String start) {
            return lines.stream()
                    .map(Json::tree)
                    .filter(line -> line.path("message").asText().startsWith(start))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(form.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            ROOT.removeHandler(this);
        }
    }
}
