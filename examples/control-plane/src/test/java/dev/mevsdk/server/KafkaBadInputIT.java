package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Records that are none: counted, kept aside with the reason, and those after them still arrive. */
@ExtendWith(EmbeddedServicesExtension.class)
class KafkaBadInputIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static TestServer server;
    private static KafkaRecords records;

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) {
        server = TestServer.start(kafka, redis, clickHouse, folder);
        records = new KafkaRecords(kafka.address());
        server.awaitReady();
    }

    @AfterAll
    static void stop() {
        records.close();
        server.close();
    }

    @Test
    void recordsThatCannotBeMappedAreCountedAndKeptAside() {
        try (FeedClient client = FeedClient.json(server);
                CapturedLog log = new CapturedLog()) {
            records.json(Topics.ARBITRAGE_DECISIONS, "{\"slot\":");
            records.json(Topics.ARBITRAGE_DECISIONS, "{\"slot\":1,\"net_sol\":\"'; DROP TABLE arbitrage; --\"}");
            records.protobuf(Topics.SANDWICH_DECISIONS, "not protobuf at all".getBytes(StandardCharsets.UTF_8));
            records.json(Topics.ARBITRAGE_DECISIONS, "{\"slot\":2,\"net_sol\":1,\"tx_signature\":\"after-the-bad\"}");

            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(client.lines(
                                "arb_opportunity",
                                data -> data.path("tx_signature").asText().equals("after-the-bad")))
                        .isEqualTo(1);
                String metrics = server.send(server.request("/metrics")).body();
                for (String path : new String[] {"live", "ingest"}) {
                    assertThat(metrics)
                            .contains(rejected(path, Topics.ARBITRAGE_DECISIONS, "not_json"))
                            .contains(rejected(path, Topics.ARBITRAGE_DECISIONS, "wrong_type"))
                            .contains(rejected(path, Topics.SANDWICH_DECISIONS, "not_protobuf"));
                }
            });
            // They are counted first, and kept aside before their offsets are committed.
            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(keptAside(Topics.ARBITRAGE_DECISIONS))
                        .containsEntry("{\"slot\":", "NOT_JSON")
                        .containsEntry("{\"slot\":1,\"net_sol\":\"'; DROP TABLE arbitrage; --\"}", "WRONG_TYPE");
                assertThat(keptAside(Topics.SANDWICH_DECISIONS)).containsEntry("not protobuf at all", "NOT_PROTOBUF");
            });
            assertThat(log.text()).doesNotContain("DROP TABLE").doesNotContain("not protobuf at all");
        }
    }

    private static String rejected(String path, String topic, String reason) {
        return "mev_rejected_records_total{path=\"" + path + "\",reason=\"" + reason + "\",topic=\"" + topic
                + "\"} 1.0\n";
    }

    /** The original bytes with the reason. */
    private static Map<String, String> keptAside(String topic) {
        return records.read(Topics.rejectedOf(topic)).stream()
                .collect(Collectors.toMap(
                        record -> new String(record.value(), StandardCharsets.UTF_8),
                        record -> new String(
                                Objects.requireNonNull(record.headers().lastHeader("reject-reason"))
                                        .value(),
                                StandardCharsets.UTF_8),
                        (one, other) -> one));
    }
}
