package dev.mevsdk.architecture;

import dev.mevsdk.ml.scorer.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads a model and scores with it and does nothing else, for a class path of its own. */
public final class ScorerOnlyMain {
    static final String DONE = "scored";

    /** One split: feature 0 below 0.5 gives -1, else +1, on a base of 0.25. */
    static final String MODEL = """
            {"learner":{"attributes":{},"feature_names":[],"gradient_booster":{"model":{
            "gbtree_model_param":{"num_parallel_tree":"1","num_trees":"1"},"tree_info":[0],"trees":[
            {"base_weights":[0,0,0],"categories":[],"categories_nodes":[],"categories_segments":[],"categories_sizes":[],
            "default_left":[true,false,false],"id":0,"left_children":[1,-1,-1],"right_children":[2,-1,-1],
            "split_conditions":[5E-1,-1E0,1E0],"split_indices":[0,0,0],"split_type":[0,0,0],
            "tree_param":{"num_nodes":"3","size_leaf_vector":"0"}}]},"name":"gbtree"},
            "learner_model_param":{"base_score":"2.5E-1","num_class":"0","num_feature":"2","num_target":"1"},
            "objective":{"name":"reg:squarederror"}},"version":[3,0,4]}""";

    private ScorerOnlyMain() {}

    public static void main(String[] args) throws IOException {
        Path file = Files.createTempFile("light", ".json");
        try {
            Scorer scorer = Scorer.load(Files.writeString(file, MODEL));
            boolean right = scorer.margin(new float[] {0, 0}) == -0.75f && scorer.margin(new float[] {1, 0}) == 1.25f;
            System.out.println(right ? DONE : "another score");
        } finally {
            Files.delete(file);
        }
    }
}
