package dev.mevsdk.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mevsdk.ml.features.FeatureSet;
import dev.mevsdk.ml.features.FeatureSets;
import dev.mevsdk.ml.model.ModelReader;
import dev.mevsdk.ml.scorer.ParitySample;
import dev.mevsdk.ml.scorer.Scorer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelScoringTest {
    private final FeatureSet features = FeatureSets.standard().find("mev", "pretrade");
    private final Opportunity opportunity = opportunity();

    @TempDir
    Path models;

    @Test
    void activatedModelIsServed_theHeuristicUntilThen_andTheOldOneWhenTheNewOneIsBroken() throws Exception {
        ModelScoring scoring = new ModelScoring(models, features, new HeuristicScoring());
        scoring.refresh();
        assertThat(scoring.score(opportunity).modelVersion()).isEqualTo(HeuristicScoring.VERSION);

        activate(version("v1", 2, 6));
        scoring.refresh();
        assertThat(scoring.score(opportunity).modelVersion()).isEqualTo("v1");
        assertThat(scoring.score(opportunity).quality()).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-6));

        activate(version("v2", -2, 6));
        scoring.refresh();
        assertThat(scoring.score(opportunity).quality()).isCloseTo(1 / (1 + Math.exp(2)), within(1e-6));

        Path broken = version("v3", 1, 6);
        Files.writeString(broken.resolve("scorer.bin"), "{}");
        activate(broken);
        scoring.refresh();
        assertThat(scoring.score(opportunity).modelVersion()).isEqualTo("v2");
    }

    @Test
    void modelOfOtherFeaturesIsNotServed() throws Exception {
        ModelScoring scoring = new ModelScoring(models, features, new HeuristicScoring());
        activate(version("v1", 2, 5));
        scoring.refresh();
        assertThat(scoring.score(opportunity).modelVersion()).isEqualTo(HeuristicScoring.VERSION);
    }

    private void activate(Path version) throws Exception {
        Path link = models.resolve("latest");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, version.getFileName());
    }

    /** One tree whose leaves all are the margin, as XGBoost writes it. */
    private Path version(String name, int margin, int columns) throws Exception {
        String tree = """
                {"base_weights":[0,0,0],"categories":[],"categories_nodes":[],"categories_segments":[],
                "categories_sizes":[],"default_left":[1,0,0],"id":0,"left_children":[1,-1,-1],
                "right_children":[2,-1,-1],"parents":[2147483647,0,0],"loss_changes":[0,0,0],"sum_hessian":[0,0,0],
                "split_conditions":[0.5,%1$d,%1$d],"split_indices":[0,0,0],"split_type":[0,0,0],
                "tree_param":{"num_deleted":"0","num_feature":"%2$d","num_nodes":"3","size_leaf_vector":"1"}}""".formatted(margin, columns);
        String model = """
                {"learner":{"attributes":{},"feature_names":[],"feature_types":[],"gradient_booster":{"model":{
                "gbtree_model_param":{"num_parallel_tree":"1","num_trees":"1"},"iteration_indptr":[0,1],
                "tree_info":[0],"trees":[%s]},"name":"gbtree"},
                "learner_model_param":{"base_score":"5E-1","num_class":"0","num_feature":"%d","num_target":"1"},
                "objective":{"name":"binary:logistic"}},"version":[3,0,4]}""".formatted(tree, columns);
        byte[] content = model.getBytes(StandardCharsets.UTF_8);
        float[] row = new float[columns];
        float[] margins = {Scorer.of(ModelReader.read(content)).margin(row)};
        byte[] parity = ParitySample.firstOf(row, columns, margins, 1).toBytes();
        Path folder = Files.createDirectory(models.resolve(name));
        Files.write(folder.resolve("scorer.bin"), content);
        Files.write(folder.resolve(ParitySample.FILE), parity);
        String files = entry("scorer.bin", content) + "," + entry(ParitySample.FILE, parity);
        Files.writeString(
                folder.resolve("manifest.json"),
                "{\"module\":\"mev\",\"version\":\"" + name + "\",\"files\":[" + files + "]}");
        return folder;
    }

    private static String entry(String name, byte[] content) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
        return "{\"name\":\"%s\",\"bytes\":%d,\"sha256\":\"%s\"}"
                .formatted(name, content.length, HexFormat.of().formatHex(hash));
    }

    private static Opportunity opportunity() {
        var event = MarketEvents.sandwich("e1", 5);
        return new Opportunity.Sandwich(event, MarketEvents.FLOOR, event.getSandwich());
    }
}
