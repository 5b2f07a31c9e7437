package dev.mevsdk.ml.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.ml.features.DecisionInputs;
import dev.mevsdk.ml.features.FeatureSet;
import dev.mevsdk.ml.features.FeatureSets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The training query and the agent's Java compute the same floats from the same decisions. */
@ExtendWith(EmbeddedServicesExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeatureQueryIT {
    private static final Map<String, String> RANGE =
            Map.of("start", "2026-01-01 00:00:00.000", "end", "2026-01-02 00:00:00.000");
    private static final List<String> ODD_SANDWICHES = List.of(
            "{}",
            "{\"frontrun\":{\"effective_price\":2e-13},\"market\":{\"volatility_5s_bps\":0,\"victim_slippage_bps\":5}}",
            "{\"frontrun\":{\"effective_price\":0},\"backrun\":{\"effective_price\":1e300}}",
            "{\"frontrun\":{\"effective_price\":-3},\"market\":{\"pool_liquidity_lamports\":18446744073709551615}}",
            "{\"frontrun\":{\"effective_price\":null},\"structure\":{\"inventory_alignment\":true},\"confidence\":0.25}",
            "{\"frontrun\":{\"effective_price\":\"1.5\"},\"structure\":{\"inventory_alignment\":\"x\"}}",
            "{\"frontrun\":{\"effective_price\":[1]},\"market\":{\"volatility_5s_bps\":{}}}",
            "{\"frontrun\":[1,2],\"market\":7}");

    private TestDatabase database;

    @BeforeAll
    void database(EmbeddedClickHouse clickHouse) {
        database = new TestDatabase(clickHouse, "features_it");
        insert("mev_sandwich", ODD_SANDWICHES, Decisions.sandwiches(20_000, 3));
        insert("arbitrage", List.of("{\"legs\":{}}", "{\"legs\":[]}"), Decisions.arbitrages(20_000, 4));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({"mev,default", "mev,pretrade", "arbitrage,default", "arbitrage,detection"})
    void sqlAndJavaComputeTheSameFloats(String module, String name) {
        FeatureSet set = FeatureSets.standard().find(module, name);
        List<String> odd = module.equals("mev") ? ODD_SANDWICHES : List.of("{\"legs\":{}}", "{\"legs\":[]}");
        List<String> decisions = new ArrayList<>(odd);
        decisions.addAll(module.equals("mev") ? Decisions.sandwiches(20_000, 3) : Decisions.arbitrages(20_000, 4));

        List<String> differences = new ArrayList<>();
        int[] row = {0};
        database.arrow().read(set.sql(), RANGE, batch -> {
            for (int i = 0; i < batch.getRowCount(); i++, row[0]++) {
                float[] java = set.vector(DecisionInputs.parse(decisions.get(row[0])));
                compare(set, batch, i, java, decisions.get(row[0]), differences);
            }
        });

        assertThat(row[0]).isEqualTo(decisions.size());
        assertThat(differences).isEmpty();
    }

    @Test
    void eventStoredTwiceIsOneRowAndUnlabelledOnesAreLeftOut(EmbeddedClickHouse clickHouse) {
        FeatureSet set = FeatureSets.standard().find("mev", "default");
        try (TestDatabase own = new TestDatabase(clickHouse, "features_dedup_it")) {
            String line = Decisions.row("mev_sandwich", "{}", 7, 1);
            own.insert("mev_sandwich", line);
            own.insert("mev_sandwich", line);
            own.insert(
                    "mev_sandwich",
                    line.replace("\"label_is_sandwich\":1", "\"label_is_sandwich\":null")
                            .replace("\"kafka_offset\":7", "\"kafka_offset\":8"));

            assertThat(own.arrow().read(set.sql(), RANGE, batch -> {})).isEqualTo(1);
        }
    }

    private static void compare(
            FeatureSet set, VectorSchemaRoot batch, int row, float[] java, String decision, List<String> differences) {
        for (int column = 0; column < java.length; column++) {
            float sql = ((Float4Vector) batch.getVector(column)).get(row);
            if (Float.floatToIntBits(sql) != Float.floatToIntBits(java[column])) {
                differences.add(
                        set.columns().get(column) + ": SQL " + sql + ", Java " + java[column] + ": " + decision);
            }
        }
    }

    private void insert(String table, List<String> odd, List<String> decisions) {
        List<String> all = new ArrayList<>(odd);
        all.addAll(decisions);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            lines.append(Decisions.row(table, all.get(i), i, i % 2)).append('\n');
        }
        database.insert(table, lines.toString());
    }
}
