package dev.mevsdk.ml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.testing.RandomRows;
import dev.mevsdk.ml.testing.TrainedModel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A model file may come from anyone: it is read, or refused with a reason; never anything else. */
class HostileModelTest {
    private static final String TREE = """
            {"base_weights":[0,0,0],"categories":[],"categories_nodes":[],"categories_segments":[],"categories_sizes":[],
            "default_left":[true,false,false],"id":0,"left_children":[1,-1,-1],"right_children":[2,-1,-1],
            "split_conditions":[5E-1,-1E0,1E0],"split_indices":[0,0,0],"split_type":[0,0,0],
            "tree_param":{"num_nodes":"3","size_leaf_vector":"0"}}""";

    private static String model(String tree, String params, String objective) {
        return "{\"learner\":{\"attributes\":{\"best_iteration\":\"0\"},\"feature_names\":[],\"gradient_booster\":{\"model\":{"
                + "\"gbtree_model_param\":{\"num_parallel_tree\":\"1\",\"num_trees\":\"1\"},\"tree_info\":[0],\"trees\":["
                + tree
                + "]},\"name\":\"gbtree\"},\"learner_model_param\":"
                + params
                + ",\"objective\":{\"name\":\"" + objective + "\"}},\"version\":[3,0,4]}";
    }

    private static final String PARAMS =
            "{\"base_score\":\"2.5E-1\",\"num_class\":\"0\",\"num_feature\":\"2\",\"num_target\":\"1\"}";

    private static TreeEnsemble read(String json) {
        return ModelReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void scalarAndVectorBaseScoresAreTheSameModel() {
        TreeEnsemble scalar = read(model(TREE, PARAMS, "binary:logistic"));
        TreeEnsemble vector = read(model(TREE, PARAMS.replace("2.5E-1", "[2.5E-1]"), "binary:logistic"));
        assertThat(scalar.baseMargin(0)).isEqualTo(-(float) Math.log(3f)).isEqualTo(vector.baseMargin(0));
        assertThat(read(model(TREE, PARAMS, "reg:squarederror")).baseMargin(0)).isEqualTo(0.25f);
        assertThat(scalar.bestIteration()).hasValue(0);
    }

    @Test
    void bothFormsOfDartAreRead_withTheirWeights() {
        String flat = model(TREE, PARAMS, "reg:squarederror")
                .replace("\"name\":\"gbtree\"", "\"name\":\"dart\"")
                .replace("\"tree_info\"", "\"weight_drop\":[5E-1],\"tree_info\"");
        String nested = model(TREE, PARAMS, "reg:squarederror")
                .replace(
                        "\"gradient_booster\":{",
                        "\"gradient_booster\":{\"weight_drop\":[5E-1],\"name\":\"dart\",\"gbtree\":{")
                .replace("\"name\":\"gbtree\"}", "\"name\":\"gbtree\"}}");
        for (String form : new String[] {flat, nested}) {
            assertThat(read(form).trees().get(0).leafOf(new float[] {1, 0}, 0)).isEqualTo(0.5f);
        }
    }

    @Test
    void categoriesFieldSince31IsPassedOver() {
        String json = model(TREE, PARAMS, "binary:logistic")
                .replace(
                        "\"tree_info\"",
                        "\"cats\":{\"enc\":[],\"feature_segments\":[],\"sorted_idx\":[]},\"tree_info\"");
        assertThat(read(json).trees()).hasSize(1);
    }

    @Test
    void brokenTreesAreRefused_withTheField() {
        refused(TREE.replace("\"left_children\":[1,", "\"left_children\":[0,"), "reached twice");
        refused(
                TREE.replace(
                        "\"left_children\":[1,-1,-1],\"right_children\":[2,-1,-1]",
                        "\"left_children\":[1,2,-1],\"right_children\":[2,1,-1]"),
                "reached twice");
        refused(TREE.replace("\"left_children\":[1,", "\"left_children\":[7,"), "left_children holds 7.0 at 0");
        refused(TREE.replace("[1,-1,-1],\"right", "[-1,-1,-1],\"right"), "one child");
        refused(TREE.replace("[5E-1,", "[NaN,"), "NaN");
        refused(TREE.replace("-1E0,", "-Infinity,"), "not finite");
        refused(TREE.replace("-1E0,", "1E99,"), "not finite");
        refused(TREE.replace("\"split_indices\":[0,", "\"split_indices\":[2,"), "names feature 2");
        refused(TREE.replace("\"split_indices\":[0,", "\"split_indices\":[0.5,"), "whole numbers");
        refused(TREE.replace("\"split_conditions\":[5E-1,", "\"split_conditions\":["), "must hold 3 numbers");
        refused(TREE.replace("\"split_type\":[0,", "\"split_type\":[1,"), "categories_nodes disagree");
        refused(TREE.replace("\"size_leaf_vector\":\"0\"", "\"size_leaf_vector\":\"3\""), "vectors");
        refused(TREE.replace("\"left_children\":[1,-1,-1]", "\"left_children\":[]"), "at least one node");
    }

    private static void refused(String tree, String reason) {
        assertThatThrownBy(() -> read(model(tree, PARAMS, "binary:logistic")))
                .isInstanceOf(MevException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void brokenHeadersAreRefused_withTheField() {
        String[][] cases = {
            {PARAMS.replace("2.5E-1", "1.5"), "between 0 and 1"},
            {PARAMS.replace("2.5E-1", "[0.5,0.5]"), "must hold 1 or 1"},
            {PARAMS.replace("2.5E-1", "NaN"), "base_score must be finite"},
            {PARAMS.replace("\"num_feature\":\"2\"", "\"num_feature\":\"99999999\""), "num_feature is 99999999"},
            {PARAMS.replace("\"num_target\":\"1\"", "\"num_target\":\"2\""), "num_target"},
            {PARAMS.replace("\"num_class\":\"0\"", "\"num_class\":\"1e9\""), "num_class must be a whole number"},
        };
        for (String[] one : cases) {
            assertThatThrownBy(() -> read(model(TREE, one[0], "binary:logistic")))
                    .hasMessageContaining(one[1]);
        }
        assertThatThrownBy(() -> read(model(TREE, PARAMS, "survival:cox"))).hasMessageContaining("binary:logistic");
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("not a model");
        assertThatThrownBy(() -> read("")).hasMessageContaining("not a model");
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(1_000_000))).hasMessageContaining("nested deeper");
        byte[] ubj = new byte[1_000_000];
        Arrays.fill(ubj, (byte) '[');
        System.arraycopy(new byte[] {'{', 'U', 1, 'a'}, 0, ubj, 0, 4);
        assertThatThrownBy(() -> ModelReader.read(ubj)).hasMessageContaining("nested deeper");
    }

    @Test
    void aCountIsNotBelieved() {
        byte[] typed = {'{', 'U', 1, 'a', '[', '$', 'd', '#', 'L', 0x7f, 0, 0, 0, 0, 0, 0, 0};
        assertThatThrownBy(() -> ModelReader.read(typed)).hasMessageContaining("a count of");
        byte[] nothing = {'{', 'U', 1, 'a', '[', '$', 'Z', '#', 'l', 0x7f, 0, 0, 0};
        assertThatThrownBy(() -> ModelReader.read(nothing)).hasMessageContaining("must hold numbers");
        byte[] key = {'{', 'L', 0x7f, 0, 0, 0, 0, 0, 0, 0, 'a'};
        assertThatThrownBy(() -> ModelReader.read(key)).hasMessageContaining("a count of");
    }

    @Test
    void everyTruncationIsRefused_andNoDamageEndsInAnythingButARefusal() {
        long seed = Long.getLong("mev.seed", System.nanoTime());
        Random random = new Random(seed);
        RandomRows data = RandomRows.of(3, 200, 3, 2);
        try (TrainedModel trained =
                TrainedModel.train(data, 2, Map.of("objective", "binary:logistic", "max_depth", 3))) {
            byte[] bin = EnsembleFile.write(ModelReader.read(trained.bytes("ubj")));
            for (byte[] whole : new byte[][] {trained.bytes("json"), trained.bytes("ubj"), bin}) {
                for (int length = 0; length < whole.length; length += 1 + whole.length / 300) {
                    byte[] cut = Arrays.copyOf(whole, length);
                    assertThatThrownBy(() -> ModelReader.read(cut)).isInstanceOf(MevException.class);
                }
                for (int i = 0; i < 3_000; i++) {
                    byte[] damaged = whole.clone();
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                    Throwable end = catchThrowable(() -> ModelReader.read(damaged));
                    assertThat(end == null || end instanceof MevException)
                            .as("seed %d: %s", seed, end)
                            .isTrue();
                }
            }
        }
    }
}
