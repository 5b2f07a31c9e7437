package dev.mevsdk.agent;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.features.FeatureSet;
import dev.mevsdk.ml.model.Objective;
import dev.mevsdk.ml.scorer.Reload;
import dev.mevsdk.ml.scorer.ReloadingScorer;
import dev.mevsdk.ml.scorer.Scorer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Scores with the active model of a registry's folder, and with the fallback until there is one that fits. Scoring is
 * for one thread, {@link #refresh()} for another; the model changes while scoring goes on.
 */
final class ModelScoring implements Scoring {
    private static final System.Logger LOG = System.getLogger(ModelScoring.class.getName());

    static final int LOOKS_UNTIL_RETRY = 30;

    /** One object, so that a score and the version beside it are of the same model. */
    private record Serving(String version, Scorer scorer) {}

    private final Path latest;
    private final FeatureSet features;
    private final Scoring fallback;
    private final float[] row;
    private volatile @Nullable Serving serving;
    private @Nullable ReloadingScorer model;
    private @Nullable Path served;
    private @Nullable Path refused;
    private int looksUntilRetry;

    ModelScoring(Path moduleFolder, FeatureSet features, Scoring fallback) {
        this.latest = moduleFolder.resolve("latest");
        this.features = features;
        this.fallback = fallback;
        this.row = new float[features.columns().size()];
    }

    @Override
    public Score score(ToDoubleFunction<String> inputs) {
        Serving now = serving;
        if (now == null) {
            return fallback.score(inputs);
        }
        features.fill(inputs, row);
        return new Score(now.scorer.probability(row), now.version);
    }

    /**
     * Looks where {@code latest} points, and serves that when it is new and sound. What was refused is tried again after
     * {@value #LOOKS_UNTIL_RETRY} looks: it may have been repaired. Blocks on the disk.
     */
    synchronized void refresh() {
        Path target;
        try {
            target = latest.toRealPath();
        } catch (IOException e) {
            // Nothing is active yet, or the folder is away: what is served goes on.
            return;
        }
        if (target.equals(served) || (target.equals(refused) && --looksUntilRetry > 0)) {
            return;
        }
        try {
            serve(target);
            served = target;
            refused = null;
        } catch (MevException e) {
            LOG.log(Level.WARNING, "The active model is not served: {0}", e.getMessage());
            refused = target;
            looksUntilRetry = LOOKS_UNTIL_RETRY;
        }
    }

    private void serve(Path folder) {
        ReloadingScorer now = model;
        if (now == null) {
            now = ReloadingScorer.open(folder);
            requireFits(now);
            model = now;
            LOG.log(Level.INFO, "Decisions are scored by the model {0}", now.version());
        } else if (now.reload(folder) instanceof Reload.Refused refused) {
            throw MevException.badInput(refused.reason());
        }
        serving = new Serving(now.version(), now.current());
    }

    private void requireFits(Scorer scorer) {
        List<String> names = scorer.featureNames();
        if (scorer.featureCount() != row.length || !(names.isEmpty() || names.equals(features.columns()))) {
            throw MevException.badInput("the model takes other features than " + features.id());
        }
        if (scorer.objective() != Objective.LOGISTIC) {
            throw MevException.badInput("the model gives no probability: " + scorer.objective());
        }
    }
}
