package dev.mevsdk.ml.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mevsdk.ml.features.Cutoff;
import dev.mevsdk.ml.registry.ActivationPolicy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The `params` of a training request, each with its default. The names that XGBoost knows mean what they mean there.
 *
 * @param nEstimators rounds at most
 * @param earlyStoppingRounds rounds without a better validation loss after which training stops; 0: never
 * @param validationFraction share of the rows, by time, after the training part
 * @param testFraction share of the rows at the end
 * @param nthread 0: as many as the service is configured with; the same number gives the same bytes
 * @param cutoff when the model will be asked; null: as the feature set says
 * @param allowPostTrade train in spite of columns that are known only after the cutoff
 * @param labelRule what the label means, for manifest and report; at most 200 characters
 * @param activation what happens after publication; null: as the registry is configured
 */
public record TrainingParams(
        int maxDepth,
        int nEstimators,
        double learningRate,
        double subsample,
        double colsampleBytree,
        double regLambda,
        double minChildWeight,
        int maxBin,
        int seed,
        int nthread,
        int earlyStoppingRounds,
        double validationFraction,
        double testFraction,
        @Nullable Cutoff cutoff,
        boolean allowPostTrade,
        String labelRule,
        @Nullable ActivationPolicy activation) {
    public static final int DEFAULT_MAX_DEPTH = 8;
    public static final int DEFAULT_N_ESTIMATORS = 600;
    public static final double DEFAULT_LEARNING_RATE = 0.08;
    public static final double DEFAULT_SUBSAMPLE = 0.9;
    public static final double DEFAULT_COLSAMPLE_BYTREE = 0.8;
    public static final double DEFAULT_REG_LAMBDA = 1.2;
    public static final double DEFAULT_MIN_CHILD_WEIGHT = 1;
    public static final int DEFAULT_MAX_BIN = 256;
    public static final int DEFAULT_EARLY_STOPPING_ROUNDS = 50;
    public static final double DEFAULT_VALIDATION_FRACTION = 0.15;
    public static final double DEFAULT_TEST_FRACTION = 0.15;
    /** Nothing said. */
    public static final String DEFAULT_LABEL_RULE = "";

    /** All defaults. */
    public static TrainingParams defaults() {
        return from(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
    }

    static TrainingParams from(JsonNode params) {
        ParamReader read = new ParamReader(params);
        TrainingParams parsed = new TrainingParams(
                read.integer("max_depth", DEFAULT_MAX_DEPTH, 1, 16),
                read.integer("n_estimators", DEFAULT_N_ESTIMATORS, 1, 10_000),
                read.number("learning_rate", DEFAULT_LEARNING_RATE, 0.0001, 1),
                read.number("subsample", DEFAULT_SUBSAMPLE, 0.01, 1),
                read.number("colsample_bytree", DEFAULT_COLSAMPLE_BYTREE, 0.01, 1),
                read.number("reg_lambda", DEFAULT_REG_LAMBDA, 0, 1e6),
                read.number("min_child_weight", DEFAULT_MIN_CHILD_WEIGHT, 0, 1e6),
                read.integer("max_bin", DEFAULT_MAX_BIN, 2, 65_536),
                read.integer("seed", 0, 0, Integer.MAX_VALUE),
                read.integer("nthread", 0, 0, 256),
                read.integer("early_stopping_rounds", DEFAULT_EARLY_STOPPING_ROUNDS, 0, 10_000),
                read.number("validation_fraction", DEFAULT_VALIDATION_FRACTION, 0.05, 0.4),
                read.number("test_fraction", DEFAULT_TEST_FRACTION, 0.05, 0.4),
                read.choice("cutoff", Arrays.asList(Cutoff.values()), Cutoff::wireName),
                read.flag("allow_post_trade"),
                read.text("label_rule", DEFAULT_LABEL_RULE, 200),
                read.choice("activation", Arrays.asList(ActivationPolicy.values()), ActivationPolicy::wireName));
        read.requireAllKnown();
        return parsed;
    }
}
