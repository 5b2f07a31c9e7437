package dev.mevsdk.ml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.jobs.JobOutcome;
import dev.mevsdk.ml.registry.ModelManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Recorded pairs and arbitrages, trained with their labels' rules stated. Skipped where the recordings are absent. */
@ExtendWith(EmbeddedServicesExtension.class)
class RecordedDataIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final System.Logger LOG = System.getLogger(RecordedDataIT.class.getName());
    /** The recording has slots and no times; a slot takes about 400 ms. */
    private static final long FIRST_SLOT_MS =
            Instant.parse("2025-10-01T00:00:00Z").toEpochMilli();

    @TempDir
    Path models;

    @Test
    void pairsLabelledByGrossProfit(EmbeddedClickHouse clickHouse) throws Exception {
        try (TestDatabase database = new TestDatabase(clickHouse, "recorded_mev_it")) {
            List<Map<String, String>> pairs = csv("solana_sandwich_pairs_4328_features.csv");
            pairs.sort(Comparator.comparing(p -> Long.valueOf(p.get("slot"))));
            long first = Long.parseLong(pairs.get(0).get("slot"));
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < pairs.size(); i++) {
                lines.append(pair(pairs.get(i), i, first)).append('\n');
            }
            database.insert("mev_sandwich", lines.toString());

            ModelManifest manifest = train(
                    database,
                    "mev",
                    "2025-10-01",
                    "2025-10-03",
                    "label_gross_profitable: edge of the pair above zero, before fees");

            // both prices are features, and their quotient is the edge the label is made of
            assertThat((double) manifest.metrics().get("auc")).isGreaterThan(0.8);
            assertThat(manifest.notices()).anyMatch(n -> n.contains("known only after the trade"));
        }
    }

    @Test
    void arbitragesLabelledByProfit(EmbeddedClickHouse clickHouse) throws Exception {
        try (TestDatabase database = new TestDatabase(clickHouse, "recorded_arb_it")) {
            List<Map<String, String>> rows = csv("arbitrum_arbitrages_1083.csv");
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < rows.size(); i++) {
                lines.append(arbitrage(rows.get(i), i)).append('\n');
            }
            database.insert("arbitrage", lines.toString());

            ModelManifest manifest = train(
                    database,
                    "arbitrage",
                    "2021-01-01",
                    "2025-01-01",
                    "label_profitable: gain above cost, as recorded");

            assertThat(manifest.rows().values().stream().mapToLong(n -> n).sum())
                    .isEqualTo(1_058);
            assertThat((double) manifest.metrics().get("auc")).isBetween(0.3, 1.0);
        }
    }

    private ModelManifest train(TestDatabase database, String module, String start, String end, String rule)
            throws Exception {
        String body = JSON.createObjectNode()
                .put("module", module)
                .<ObjectNode>set(
                        "range", JSON.createObjectNode().put("start", start).put("end", end))
                .set("params", JSON.createObjectNode().put("label_rule", rule))
                .toString();
        FakeJob job = new FakeJob("train-" + module + "-recorded", body);
        JobOutcome.Publish outcome =
                (JobOutcome.Publish) new TrainHandler(TrainingConfig.of(models), database.arrow()).run(job);
        ModelManifest manifest = ModelManifest.fromJson(outcome.manifest());
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: rule {1}; rows {2}; metrics {3}; notices {4}",
                module,
                rule,
                manifest.rows(),
                manifest.metrics(),
                manifest.notices());
        assertThat(job.messages).anyMatch(m -> m.startsWith("equal to XGBoost on ") && m.contains("scorer.bin"));
        return manifest;
    }

    private static String pair(Map<String, String> pair, int offset, long first) throws Exception {
        long slot = Long.parseLong(pair.get("slot"));
        ObjectNode row = row(offset, slot, FIRST_SLOT_MS + (slot - first) * 400);
        row.put("frontrun_json", object("effective_price", pair.get("frontrun_effective_price")));
        row.put("backrun_json", object("effective_price", pair.get("backrun_effective_price")));
        row.put("structure_json", object("inventory_alignment", pair.get("inventory_alignment")));
        return label(row, "label_is_sandwich", pair.get("label_gross_profitable"));
    }

    private static String arbitrage(Map<String, String> recorded, int offset) throws Exception {
        long ms = Long.parseLong(recorded.get("block_timestamp")) * 1_000;
        ObjectNode row = row(offset, Long.parseLong(recorded.get("block_number")), ms);
        String[] pools = recorded.get("path").split(">", -1);
        String[] dexes = recorded.get("protocols").split(">", -1);
        List<ObjectNode> legs = new ArrayList<>();
        for (String pool : pools) {
            legs.add(JSON.createObjectNode().put("pool", pool));
        }
        row.put("legs_json", JSON.writeValueAsString(legs));
        row.put("market_json", object("gas_price_wei", recorded.get("gas_price_wei")));
        ObjectNode structure = JSON.createObjectNode()
                .put("n_dexes", List.of(dexes).stream().distinct().count());
        number(structure, "age_slots", recorded.get("opportunity_age_blocks"));
        number(structure, "flash_loan", recorded.get("flash_loan"));
        row.put("structure_json", structure.toString());
        return label(row, "label_profitable", recorded.get("label_profitable"));
    }

    private static ObjectNode row(int offset, long slot, long ms) {
        return JSON.createObjectNode()
                .put("dt", Instant.ofEpochMilli(ms).toString().replace("T", " ").replace("Z", ""))
                .put("slot", slot)
                .put("kafka_topic", "recorded")
                .put("kafka_offset", offset);
    }

    private static String label(ObjectNode row, String column, String value) {
        if (!value.isBlank()) {
            row.put(column, (int) Double.parseDouble(value));
        }
        return row.toString();
    }

    private static String object(String field, String value) {
        ObjectNode object = JSON.createObjectNode();
        number(object, field, value);
        return object.toString();
    }

    private static void number(ObjectNode object, String field, String value) {
        if (!value.isBlank()) {
            object.put(field, Double.parseDouble(value));
        }
    }

    private static List<Map<String, String>> csv(String name) throws Exception {
        Path file = Path.of(System.getProperty("mev.data", "../../shared/data")).resolve(name);
        assumeTrue(Files.exists(file), "no recorded data: " + name + " is not in ../shared/data beside the project");
        List<String> lines = Files.readAllLines(file);
        String[] columns = lines.get(0).split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < columns.length; i++) {
                row.put(columns[i], values[i]);
            }
            rows.add(row);
        }
        return rows;
    }
}
