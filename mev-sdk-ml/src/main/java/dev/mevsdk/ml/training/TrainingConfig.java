package dev.mevsdk.ml.training;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.features.FeatureSets;
import dev.mevsdk.ml.registry.ActivationPolicy;
import java.nio.file.Path;

/**
 * How trainings run.
 *
 * @param models the registry's root: versions appear below it
 * @param features the sets requests may name
 * @param nthread threads of one training when the request doesn't say; 1..256
 * @param activation what happens to a new version when the request doesn't say
 * @param compiler the C compiler for the shared library
 */
public record TrainingConfig(
        Path models, FeatureSets features, int nthread, ActivationPolicy activation, String compiler) {
    /** A person activates. A demo takes {@link ActivationPolicy#WHEN_NONE_ACTIVE}. */
    public static final ActivationPolicy DEFAULT_ACTIVATION = ActivationPolicy.MANUAL;

    /** Found through the `PATH`. */
    public static final String DEFAULT_COMPILER = "gcc";

    public TrainingConfig {
        if (nthread < 1 || nthread > 256) {
            throw MevException.badInput("nthread must be 1 to 256");
        }
    }

    /** The standard feature sets, as many threads as processors, manual activation. */
    public static TrainingConfig of(Path models) {
        return new TrainingConfig(
                models,
                FeatureSets.standard(),
                Math.min(256, Runtime.getRuntime().availableProcessors()),
                DEFAULT_ACTIVATION,
                DEFAULT_COMPILER);
    }

    public TrainingConfig withActivation(ActivationPolicy policy) {
        return new TrainingConfig(models, features, nthread, policy, compiler);
    }

    public TrainingConfig withFeatures(FeatureSets sets) {
        return new TrainingConfig(models, sets, nthread, activation, compiler);
    }

    public TrainingConfig withNthread(int threads) {
        return new TrainingConfig(models, features, threads, activation, compiler);
    }
}
