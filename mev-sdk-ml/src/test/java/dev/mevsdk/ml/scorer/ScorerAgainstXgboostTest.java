package dev.mevsdk.ml.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.ml.model.EnsembleFile;
import dev.mevsdk.ml.model.ModelReader;
import dev.mevsdk.ml.model.TreeEnsemble;
import dev.mevsdk.ml.scorer.internal.WalkLayout;
import dev.mevsdk.ml.testing.EdgeRows;
import dev.mevsdk.ml.testing.RandomRows;
import dev.mevsdk.ml.testing.TrainedModel;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XGBoost is the judge: every form of a model gives its margins, bit by bit. */
class ScorerAgainstXgboostTest {
    private final long seed = Long.getLong("mev.seed", System.nanoTime());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void marginsAreBitEqual_atEveryDepth(int depth) {
        RandomRows data = RandomRows.of(seed + depth, 1_500, 1 + depth % 7, 2);
        try (TrainedModel trained = TrainedModel.train(data, 19 + depth, logistic(depth))) {
            assertAllFormsEqual(trained, data);
        }
    }

    @Test
    void marginsAreBitEqual_withExactThresholdsByTheThousand() {
        RandomRows data = RandomRows.of(seed, 6_000, 3, 1);
        Map<String, Object> params = Map.of(
                "objective",
                "reg:squarederror",
                "max_depth",
                9,
                "tree_method",
                "exact",
                "min_child_weight",
                0,
                "lambda",
                0);
        try (TrainedModel trained = TrainedModel.train(data, 30, params)) {
            assertAllFormsEqual(trained, data);
        }
    }

    @Test
    void marginsAreBitEqual_forDart() {
        RandomRows data = RandomRows.of(seed, 1_500, 5, 2);
        Map<String, Object> params = logistic(5);
        params.putAll(Map.of("booster", "dart", "rate_drop", 0.3, "normalize_type", "forest"));
        try (TrainedModel trained = TrainedModel.train(data, 40, params)) {
            assertAllFormsEqual(trained, data);
        }
    }

    @Test
    void marginsAreBitEqual_forCategories() {
        RandomRows data = RandomRows.of(seed, 2_000, 4, 2).withCategories(seed, 12);
        Map<String, Object> params = logistic(5);
        params.putAll(Map.of("max_cat_to_onehot", 3));
        try (TrainedModel trained = TrainedModel.train(data, 25, params)) {
            TreeEnsemble model = ModelReader.read(trained.bytes("json"));
            assertThat(model.trees())
                    .anySatisfy(tree -> assertThat(tree.categories(0)).isNotNull());
            assertEqualBits("categories", Scorer.of(model), data.rows(), trained.margins(data.rows()));
            assertEqualBits(
                    "walk", new WalkScorer(model, WalkLayout.of(model)), data.rows(), trained.margins(data.rows()));
            assertEqualBits(
                    "scorer.bin",
                    Scorer.of(ModelReader.read(EnsembleFile.write(model))),
                    data.rows(),
                    trained.margins(data.rows()));
        }
    }

    @Test
    void marginsAreBitEqual_forClassesAndParallelTrees() {
        RandomRows data = RandomRows.of(seed, 1_500, 5, 4);
        Map<String, Object> params = Map.of(
                "objective",
                "multi:softprob",
                "num_class",
                4,
                "max_depth",
                4,
                "num_parallel_tree",
                3,
                "subsample",
                0.7);
        try (TrainedModel trained = TrainedModel.train(data, 11, params)) {
            assertAllFormsEqual(trained, data);
        }
    }

    @Test
    void firstRoundsAreXgboostsIterationRange() {
        RandomRows data = RandomRows.of(seed, 1_000, 5, 2);
        try (TrainedModel trained = TrainedModel.train(data, 30, logistic(4))) {
            TreeEnsemble model = ModelReader.read(trained.bytes("ubj"));
            assertThat(model.rounds()).isEqualTo(30);
            assertEqualBits(
                    "12 rounds", Scorer.of(model.firstRounds(12)), data.rows(), trained.margins(data.rows(), 12));
        }
    }

    @Test
    void probabilityIsWithinTwoUnitsInTheLastPlace() {
        RandomRows data = RandomRows.of(seed, 2_000, 5, 2);
        try (TrainedModel trained = TrainedModel.train(data, 60, logistic(6))) {
            Scorer scorer = Scorer.of(ModelReader.read(trained.bytes("ubj")));
            float[] expected = trained.probabilities(data.rows());
            for (int row = 0; row < expected.length; row++) {
                float got = scorer.probability(java.util.Arrays.copyOfRange(data.rows(), row * 5, row * 5 + 5));
                // The exponentials differ by one unit at most; a quotient of a larger mantissa turns that into two.
                assertThat(Math.abs(Float.floatToIntBits(got) - Float.floatToIntBits(expected[row])))
                        .as("seed %d row %d: %s, %s", seed, row, got, expected[row])
                        .isLessThanOrEqualTo(2);
            }
        }
    }

    private static Map<String, Object> logistic(int depth) {
        Map<String, Object> params = new HashMap<>();
        params.putAll(Map.of("objective", "binary:logistic", "max_depth", depth, "min_child_weight", 0.1, "eta", 0.4));
        return params;
    }

    private void assertAllFormsEqual(TrainedModel trained, RandomRows data) {
        TreeEnsemble model = ModelReader.read(trained.bytes("json"));
        float[] edges = EdgeRows.of(model, seed, 800, false);
        float[] infinite = EdgeRows.of(model, seed + 1, 800, true);
        Map<String, Scorer> forms = Map.of(
                "json", Scorer.of(model),
                "ubj", Scorer.of(ModelReader.read(trained.bytes("ubj"))),
                "scorer.bin", Scorer.of(ModelReader.read(EnsembleFile.write(model))),
                "walk", new WalkScorer(model, WalkLayout.of(model)));
        assertThat(forms.get("json")).isInstanceOf(TableScorer.class);
        forms.forEach((name, scorer) -> {
            assertEqualBits(name + ", training rows", scorer, data.rows(), trained.margins(data.rows()));
            assertEqualBits(name + ", edges", scorer, edges, trained.margins(edges));
            assertEqualBits(name + ", infinities", scorer, infinite, reference(model, infinite));
        });
    }

    /** XGBoost refuses infinities; the plain walk, itself equal to XGBoost on all else, stands in for it. */
    private static float[] reference(TreeEnsemble model, float[] rows) {
        int count = rows.length / model.featureCount();
        float[] all = new float[count * model.outputCount()];
        float[] one = new float[model.outputCount()];
        for (int row = 0; row < count; row++) {
            model.referenceMargins(rows, row * model.featureCount(), one);
            System.arraycopy(one, 0, all, row * one.length, one.length);
        }
        return all;
    }

    private void assertEqualBits(String what, Scorer scorer, float[] rows, float[] expected) {
        float[] got = new float[expected.length];
        scorer.margins(rows, rows.length / scorer.featureCount(), got);
        for (int i = 0; i < got.length; i++) {
            assertThat(Float.floatToRawIntBits(got[i]))
                    .as("%s, seed %d, margin %d: %s, XGBoost %s", what, seed, i, got[i], expected[i])
                    .isEqualTo(Float.floatToRawIntBits(expected[i]));
        }
    }
}
