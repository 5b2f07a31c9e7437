package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.transport.control.AgentObserver;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlListener;
import dev.mevsdk.transport.control.KafkaControlConfig;
import dev.mevsdk.transport.control.ListenerConfig;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** METRICS.md against a server on which something of each kind happened. */
@ExtendWith(EmbeddedServicesExtension.class)
class MetricsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path DOCUMENT = Path.of("METRICS.md");
    private static final Pattern ROW = Pattern.compile("\\| `(mev_\\w+)` \\| (\\w+) \\|.*");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
    private static final String SCRAPE = "{\"start\":\"2020-01-01\",\"end\":\"2020-01-02\",\"types\":[\"mev\"]}";

    @TempDir
    static Path folder;

    private static EmbeddedKafka broker;
    private static TestServer server;

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) {
        broker = kafka;
        server = TestServer.start(kafka, redis, clickHouse, folder);
        server.awaitReady();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theDocumentNamesWhatIsThereAndNothingElse() throws Exception {
        String agentId = "metrics-agent";
        AgentObserver counting = new AgentObserver() {
            @Override
            public Map<String, Double> figures() {
                return Map.of("throttled", 5.0, "market_lag_records", 3.0, "made-up", 1.0);
            }

            @Override
            public Map<String, String> histograms() {
                return Map.of("send_us", "AAAA");
            }
        };
        try (ControlChannel channel = ControlChannel.kafka(KafkaControlConfig.of(broker.address(), agentId));
                ControlListener agent = ControlListener.start(channel, ListenerConfig.of(agentId, "mev"), counting);
                KafkaRecords records = new KafkaRecords(broker.address());
                FeedClient client = FeedClient.json(server);
                FeedClient lost = FeedClient.json(server, "since=gone:7")) {
            assertThat(agent.gate().policy().module()).isEqualTo("mev");
            // Agents of other tests on this broker may be silent by now.
            awaitMetrics(text -> value(text, "mev_control_agents{", "module=\"mev\"", "state=\"in_sync\"") >= 1);
            assertThat(server.post("/api/control/module/mev:start", "{}", Role.ADMIN)
                            .statusCode())
                    .isEqualTo(200);
            records.json(Topics.ARBITRAGE_DECISIONS, "{\"slot\":1,\"net_sol\":1,\"tx_signature\":\"measured\"}");
            records.json(Topics.ARBITRAGE_DECISIONS, "{\"slot\":");
            records.json(Topics.AGENT_HEARTBEATS, "[]");
            records.json(Topics.CONTROL_ACKS, "[]");
            String query = "{\"name\":\"data_range\"}";
            assertThat(server.post("/api/clickhouse/query", query, Role.VIEWER).statusCode())
                    .isEqualTo(200);
            String job = Json.tree(server.post("/api/datasets/scrape", SCRAPE, Role.ADMIN)
                            .body())
                    .path("job_id")
                    .asText();
            server.awaitJob("datasets", job, "done");
            assertThat(server.send(server.request("/made-up-" + System.nanoTime()))
                            .statusCode())
                    .isEqualTo(404);

            String text = awaitMetrics(now -> sum(now, "mev_control_applied_seconds_count{action=\"start\"}") >= 1
                    && sum(now, "mev_store_seconds_count") >= 1
                    && sum(now, "mev_rejected_records_total{path=\"ingest\"") >= 1
                    && sum(now, "mev_consumer_lag_records{") >= 0
                    && client.lines("arb_opportunity", data -> true) >= 1
                    && lost.lines("arb_opportunity", data -> true) >= 1
                    && List.of("heartbeat", "ack", "histogram").stream()
                            .allMatch(what -> value(now, "mev_control_unreadable_total{", what) >= 1)
                    && value(now, "mev_agents_figure{figure=\"throttled\",module=\"mev\"}") >= 5
                    && sum(now, "mev_control_audit_lag_records ") == 0);

            assertThat(shown(text)).isEqualTo(documented());
            assertThat(text)
                    .contains("mev_ready 1.0\n")
                    .contains("mev_job_run_seconds_count{outcome=\"done\",queue=\"scrape\"}")
                    .contains("mev_feed_resumes_total{recovered=\"false\"} 1.0\n")
                    .contains("mev_query_seconds_count{outcome=\"done\"} 1\n")
                    .contains("mev_agents_figure{figure=\"market_lag_records\",module=\"mev\"}")
                    .contains("route=\"/api/control/module/{name}:{action}\"")
                    .contains("route=\"/api/realtime/ws\",status=\"101\"")
                    .contains("route=\"none\",status=\"404\"")
                    .contains("jvm_memory_used_bytes{")
                    .contains("process_cpu_usage ")
                    .doesNotContain("made-up")
                    .doesNotContain(agentId)
                    .doesNotContain(job);
            assertThat(text.lines().filter(line -> line.startsWith("# HELP mev_")))
                    .noneMatch(line -> line.trim().split(" ").length < 4);
        }
    }

    @Test
    void aScraperThatAsksForOpenMetricsGetsIt() {
        HttpResponse<String> answer =
                server.send(server.request("/metrics").header("Accept", "application/openmetrics-text; version=1.0.0"));
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(answer.body()).endsWith("# EOF\n");
    }

    private static String awaitMetrics(Predicate<String> until) {
        return await().atMost(LIMIT)
                .until(() -> server.send(server.request("/metrics")).body(), until);
    }

    /** Families of ours and their types; a histogram's maximum belongs to it. */
    private static Map<String, String> shown(String text) {
        Map<String, String> families = new TreeMap<>();
        text.lines().map(TYPE::matcher).filter(Matcher::matches).forEach(type -> {
            if (type.group(1).startsWith("mev_") && !type.group(1).endsWith("_max")) {
                families.put(type.group(1), type.group(2));
            }
        });
        return families;
    }

    private static Map<String, String> documented() throws Exception {
        Map<String, String> families = new TreeMap<>();
        Files.readAllLines(DOCUMENT).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .forEach(row -> families.put(row.group(1), row.group(2)));
        return families;
    }

    private static double value(String text, String... parts) {
        return text.lines()
                .filter(line -> List.of(parts).stream().allMatch(line::contains))
                .mapToDouble(MetricsIT::number)
                .sum();
    }

    private static double sum(String text, String start) {
        return text.lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(MetricsIT::number)
                .reduce(Double::sum)
                .orElse(-1);
    }

    private static double number(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
