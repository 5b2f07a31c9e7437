package dev.mevsdk.agent;

import dev.mevsdk.ml.model.ModelReader;
import dev.mevsdk.ml.scorer.ParitySample;
import dev.mevsdk.ml.scorer.Scorer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A module's folder of a registry, with models whose margin is known. */
record TestModels(Path module, int columns) {
    /** A version is the model's name; its one tree says this margin for every row. Returns its folder. */
    Path version(String name, int margin) throws IOException {
        byte[] content = model(margin).getBytes(StandardCharsets.UTF_8);
        float[] row = new float[columns];
        float[] margins = {Scorer.of(ModelReader.read(content)).margin(row)};
        byte[] parity = ParitySample.firstOf(row, columns, margins, 1).toBytes();
        Path folder = Files.createDirectories(module.resolve(name));
        Files.write(folder.resolve("scorer.bin"), content);
        Files.write(folder.resolve(ParitySample.FILE), parity);
        String files = entry("scorer.bin", content) + "," + entry(ParitySample.FILE, parity);
        Files.writeString(
                folder.resolve("manifest.json"),
                "{\"module\":\"%s\",\"version\":\"%s\",\"files\":[%s]}".formatted(module.getFileName(), name, files));
        return folder;
    }

    /** As the registry does it: in one step. */
    void activate(String version) throws IOException {
        Path next = module.resolve("next");
        Files.createSymbolicLink(next, Path.of(version));
        Files.move(next, module.resolve("latest"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** One tree whose leaves all are the margin, as XGBoost writes it. */
    private String model(int margin) {
        String tree = """
                {"base_weights":[0,0,0],"categories":[],"categories_nodes":[],"categories_segments":[],
                "categories_sizes":[],"default_left":[1,0,0],"id":0,"left_children":[1,-1,-1],
                "right_children":[2,-1,-1],"parents":[2147483647,0,0],"loss_changes":[0,0,0],"sum_hessian":[0,0,0],
                "split_conditions":[0.5,%1$d,%1$d],"split_indices":[0,0,0],"split_type":[0,0,0],
                "tree_param":{"num_deleted":"0","num_feature":"%2$d","num_nodes":"3","size_leaf_vector":"1"}}""".formatted(margin, columns);
        return """
                {"learner":{"attributes":{},"feature_names":[],"feature_types":[],"gradient_booster":{"model":{
                "gbtree_model_param":{"num_parallel_tree":"1","num_trees":"1"},"iteration_indptr":[0,1],
                "tree_info":[0],"trees":[%s]},"name":"gbtree"},
                "learner_model_param":{"base_score":"5E-1","num_class":"0","num_feature":"%d","num_target":"1"},
                "objective":{"name":"binary:logistic"}},"version":[3,0,4]}""".formatted(tree, columns);
    }

    private static String entry(String name, byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return "{\"name\":\"%s\",\"bytes\":%d,\"sha256\":\"%s\"}"
                    .formatted(name, content.length, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
