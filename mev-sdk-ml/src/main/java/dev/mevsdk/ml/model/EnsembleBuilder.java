package dev.mevsdk.ml.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds the ensemble from a parsed XGBoost document (schema of 2.x to 3.4). */
final class EnsembleBuilder {
    private final Fields learner;
    private final Fields params;

    private EnsembleBuilder(Map<String, Object> document) {
        this.learner = Fields.root(document).object("learner");
        this.params = learner.object("learner_model_param");
    }

    static TreeEnsemble build(Map<String, Object> document) {
        return new EnsembleBuilder(document).build();
    }

    private TreeEnsemble build() {
        Objective objective = Objective.ofXgboost(learner.object("objective").text("name"));
        int features = params.integer("num_feature", 1, ModelFormat.MAX_FEATURES);
        int classes = params.integer("num_class", 0, ModelFormat.MAX_OUTPUTS);
        int targets = params.has("num_target") ? params.integer("num_target", 0, ModelFormat.MAX_OUTPUTS) : 1;
        if (targets > 1) {
            throw params.error("num_target", "is " + targets + "; models with several targets are not supported");
        }
        int outputs = Math.max(1, classes);
        float[] base = BaseScore.margins(params, objective, outputs);
        if (objective == Objective.LOGISTIC && learner.has("attributes")) {
            base[0] = BaseMarginNote.followed(learner.object("attributes"), base[0]);
        }
        Fields booster = learner.object("gradient_booster");
        String kind = booster.text("name");
        Fields model =
                switch (kind) {
                    case "gbtree" -> booster.object("model");
                    case "dart" ->
                        booster.has("gbtree") ? booster.object("gbtree").object("model") : booster.object("model");
                    default ->
                        throw booster.error(
                                "name", "is '" + ModelFormat.shown(kind) + "'; readable are gbtree and dart");
                };
        return trees(
                model,
                weights(booster, model),
                new ModelHeader(
                        objective, features, treesPerRound(model, outputs), bestIteration(), featureNames(features)),
                base);
    }

    private TreeEnsemble trees(Fields model, double[] weights, ModelHeader header, float[] base) {
        int count = model.list("trees").size();
        int[] outputs = model.integers("tree_info", count, 0, base.length - 1);
        if (weights.length != 0 && weights.length != count) {
            throw model.error("weight_drop", "must hold " + count + " numbers, not " + weights.length);
        }
        List<Tree> trees = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            float weight = weights.length == 0 ? 1f : (float) weights[i];
            trees.add(TreeReader.read(model.element("trees", i), header.features(), weight));
        }
        return new TreeEnsemble(header, base, trees, outputs);
    }

    /** DART's weights: beside the model since the schema with {@code model.weight_drop}, beside the nested gbtree before. */
    private static double[] weights(Fields booster, Fields model) {
        if (model.has("weight_drop")) {
            return model.numbers("weight_drop");
        }
        return booster.has("weight_drop") ? booster.numbers("weight_drop") : new double[0];
    }

    private static int treesPerRound(Fields model, int outputs) {
        Fields param = model.object("gbtree_model_param");
        int parallel = param.has("num_parallel_tree")
                ? Math.max(1, param.integer("num_parallel_tree", 0, ModelFormat.MAX_VALUES))
                : 1;
        return parallel * outputs;
    }

    private int bestIteration() {
        if (!learner.has("attributes")) {
            return -1;
        }
        Fields attributes = learner.object("attributes");
        return attributes.has("best_iteration") ? attributes.integer("best_iteration", 0, Integer.MAX_VALUE) : -1;
    }

    private List<String> featureNames(int features) {
        if (!learner.has("feature_names")) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (Object name : learner.list("feature_names")) {
            if (!(name instanceof String text)) {
                throw learner.error("feature_names", "must hold strings");
            }
            names.add(text);
        }
        if (!names.isEmpty() && names.size() != features) {
            throw learner.error("feature_names", "must hold " + features + " names, not " + names.size());
        }
        return List.copyOf(names);
    }
}
