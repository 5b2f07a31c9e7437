package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.feed.Replay;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import dev.mevsdk.ml.registry.ModelFile;
import dev.mevsdk.ml.scorer.ParitySample;
import dev.mevsdk.ml.scorer.Scorer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import realtime.Realtime;

/**
 * Recorded data through the whole chain: Kafka, feed, ClickHouse, export, training, scorer. Skipped where the recordings
 * are absent. The records carry the times of their trades (2023 and 2025), so the ranges do too.
 */
@ExtendWith(EmbeddedServicesExtension.class)
class RecordedDataIT {
    private static final System.Logger LOG = System.getLogger(RecordedDataIT.class.getName());
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** Rows a second: as fast as a client on a busy machine of two cores keeps up with. */
    private static final double RATE = 1_500;

    @TempDir
    static Path folder;

    private static TestServer server;
    private static ClickHouse database;
    private static String kafkaAddress = "";

    @BeforeAll
    static void start(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) {
        server = TestServer.start(kafka, redis, clickHouse, folder);
        database = ClickHouse.open(ClickHouseConfig.of(clickHouse.host(), clickHouse.port()));
        kafkaAddress = kafka.address();
        server.awaitReady();
    }

    @AfterAll
    static void stop() {
        database.close();
        server.close();
    }

    /**
     * @param labelRule what the label means
     * @param meaning why the model's figures say something, or don't
     */
    private record Recording(
            String csv,
            long rows,
            long labelled,
            String type,
            String table,
            String module,
            String start,
            String end,
            String labelRule,
            String meaning) {}

    @Test
    void solanaPairsComeThroughTheWholeChain() throws Exception {
        runThrough(
                new Recording(
                        "solana_sandwich_pairs_4328_features.csv",
                        4_328,
                        4_328,
                        "mev",
                        "mev_sandwich",
                        "mev",
                        "2025-10-22",
                        "2025-10-24",
                        "label_gross_profitable: the pair's edge is above zero before fees",
                        "not meaningful as a forecast: both prices are features and their quotient is the edge the label is made of,"
                                + " so this is detection after the fact; every row is a detector's hit, without true negatives"));
    }

    @Test
    void arbitrumArbitragesComeThroughTheWholeChain() throws Exception {
        runThrough(new Recording(
                "arbitrum_arbitrages_1083.csv",
                1_083,
                1_058,
                "arb",
                "arbitrage",
                "arbitrage",
                "2023-04-01",
                "2023-09-01",
                "label_profitable: gain above cost as recorded; 25 rows without a label are left out",
                "barely meaningful: all of them are arbitrages that were executed, the test part is some hundred rows,"
                        + " and of the set's columns only legs, venues, gas price, age and flash loan are recorded"));
    }

    private static void runThrough(Recording recording) throws Exception {
        Path csv =
                Path.of(System.getProperty("mev.data", "../../../shared/data")).resolve(recording.csv());
        assumeTrue(
                Files.exists(csv),
                "no recorded data: " + recording.csv() + " is not in ../shared/data beside the project");
        Realtime.Envelope.Type type =
                recording.type().equals("mev") ? Realtime.Envelope.Type.MEV : Realtime.Envelope.Type.ARB;
        String line = recording.type() + "_opportunity";
        try (FeedClient json = FeedClient.json(server);
                FeedClient proto = FeedClient.proto(server)) {
            assertThat(new Replay(kafkaAddress).publish(csv, RATE)).isEqualTo(recording.rows());
            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(json.lines(line, data -> true)).isEqualTo(recording.rows());
                assertThat(proto.events(type, event -> true)).isEqualTo(recording.rows());
            });
            assertThat(json.lines("notice", data -> data.path("missed").asLong() > 0))
                    .isZero();
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(count(recording, "")).isEqualTo(recording.rows()));
        // Without FINAL: no row twice even before the engine folds repeats.
        assertThat(database.number("SELECT count() FROM " + range(recording), Map.of()))
                .isEqualTo(recording.rows());
        String label = recording.type().equals("mev") ? "label_is_sandwich" : "label_profitable";
        assertThat(count(recording, " AND isNotNull(" + label + ")")).isEqualTo(recording.labelled());
        query(recording);
        long exported = export(recording);
        JsonNode manifest = train(recording);
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: {1} records in, {1} events out in each mode, {1} rows stored, {2} rows exported and equal;"
                        + " rule {3}; {4}; metrics {5}; {6}",
                recording.csv(),
                Long.toString(recording.rows()),
                Long.toString(exported),
                recording.labelRule(),
                manifest.path("rows"),
                manifest.path("metrics"),
                recording.meaning());
    }

    private static String range(Recording recording) {
        return recording.table() + " WHERE dt >= '" + recording.start() + "' AND dt < '" + recording.end() + "'";
    }

    private static long count(Recording recording, String condition) {
        String fromFinal = range(recording).replaceFirst(" WHERE", " FINAL WHERE");
        return database.number("SELECT count() FROM " + fromFinal + condition, Map.of());
    }

    /** By REST: the curated queries see the same rows. */
    private static void query(Recording recording) {
        JsonNode decisions = Json.tree(server.post(
                        "/api/clickhouse/query",
                        String.format(
                                Locale.ROOT,
                                "{\"name\":\"decisions_recent\",\"limit\":10000,\"params\":"
                                        + "{\"module\":\"%s\",\"since\":\"%s\",\"until\":\"%s\"}}",
                                recording.module(),
                                recording.start(),
                                recording.end()),
                        Role.VIEWER)
                .body());
        assertThat(decisions.path("rows").size()).isEqualTo((int) recording.rows());
        assertThat(decisions.path("truncated").asBoolean()).isFalse();
        JsonNode ranges = Json.tree(server.post("/api/clickhouse/query", "{\"name\":\"data_range\"}", Role.VIEWER)
                .body());
        assertThat(ranges.path("rows"))
                .filteredOn(row -> row.get(0).asText().equals(recording.table()))
                .singleElement()
                .satisfies(row -> assertThat(row.get(3).asLong()).isGreaterThanOrEqualTo(recording.rows()));
    }

    /** By REST, then read by another engine and compared value by value. Returns the rows. */
    private static long export(Recording recording) throws Exception {
        String body = String.format(
                Locale.ROOT,
                "{\"start\":\"%s\",\"end\":\"%s\",\"types\":[\"%s\"],\"format\":\"parquet\",\"compress\":\"zstd\"}",
                recording.start(),
                recording.end(),
                recording.type());
        String job = Json.tree(
                        server.post("/api/datasets/scrape", body, Role.ADMIN).body())
                .path("job_id")
                .asText();
        Map<String, String> status = server.awaitJob("datasets", job, "done");
        assertThat(status).containsEntry("progress", "1.0").containsKeys("state", "progress", "message", "ts");
        String name =
                String.format(Locale.ROOT, "%s_%s_%s.parquet", recording.type(), recording.start(), recording.end());
        Path file = server.download("/api/datasets/" + job + "/files/" + name, folder.resolve(job + ".parquet"));

        List<String> columns = StoredRows.columns(database, recording.table());
        List<List<Object>> stored = StoredRows.ofClickHouse(database, recording.table(), range(recording), columns);
        List<List<Object>> exported = StoredRows.ofParquet(file, columns);
        assertThat(stored).hasSize((int) recording.rows());
        assertThat(exported).hasSize((int) recording.rows());
        for (int row = 0; row < stored.size(); row++) {
            assertThat(exported.get(row)).as("row %s of %s", row, columns).isEqualTo(stored.get(row));
        }
        return exported.size();
    }

    /** By REST; returns the version's manifest once its scorer has been compared with XGBoost's own margins. */
    private static JsonNode train(Recording recording) throws Exception {
        String body = String.format(
                Locale.ROOT,
                "{\"module\":\"%s\",\"range\":{\"start\":\"%s\",\"end\":\"%s\"},\"params\":{\"label_rule\":\"%s\"}}",
                recording.module(),
                recording.start(),
                recording.end(),
                recording.labelRule());
        String job = Json.tree(
                        server.post("/api/training/start", body, Role.ADMIN).body())
                .path("job_id")
                .asText();
        assertThat(job).startsWith("train-" + recording.module() + "-");
        Map<String, String> status = server.awaitJob("training", job, "done");
        assertThat(status).containsEntry("progress", "1.0").containsKeys("state", "progress", "message", "ts");

        JsonNode models = Json.tree(
                server.get("/api/models/" + recording.module(), Role.VIEWER).body());
        String version = models.path("versions").path(0).path("version").asText();
        Path model = folder.resolve("models").resolve(recording.module()).resolve(version);
        JsonNode manifest = Json.tree(Files.readString(model.resolve("manifest.json")));
        assertThat(manifest.path("job_id").asText()).isEqualTo(job);
        assertThat(manifest.path("label_rule").asText()).isEqualTo(recording.labelRule());
        long rows = 0;
        for (JsonNode part : manifest.path("rows")) {
            rows += part.asLong();
        }
        assertThat(rows).isEqualTo(recording.labelled());
        assertThat(manifest.path("metrics").path("proven_equal_rows").asLong())
                .isEqualTo(manifest.path("rows").path("test").asLong())
                .isPositive();
        assertSameAsXgboost(model);
        assertServed(recording.module(), version, manifest);
        return manifest;
    }

    /** Every file of the version comes by REST as the manifest says. */
    private static void assertServed(String module, String version, JsonNode manifest) throws Exception {
        for (JsonNode file : manifest.path("files")) {
            String name = file.path("name").asText();
            Path copy = server.download(
                    "/api/models/" + module + "/" + version + "/files/" + name, folder.resolve(version + "-" + name));
            assertThat(ModelFile.of(name, Files.readAllBytes(copy)).sha256())
                    .as(name)
                    .isEqualTo(file.path("sha256").asText());
        }
    }

    private static void assertSameAsXgboost(Path model) throws Exception {
        ParitySample sample = ParitySample.ofBytes(Files.readAllBytes(model.resolve(ParitySample.FILE)));
        int rows = sample.rows().length / sample.columns();
        for (String file : List.of("scorer.bin", "xgb_model.json", "xgb_model.ubj")) {
            float[] margins = new float[sample.margins().length];
            Scorer.load(model.resolve(file)).margins(sample.rows(), rows, margins);
            assertThat(margins).as(file).isEqualTo(sample.margins());
        }
    }
}
