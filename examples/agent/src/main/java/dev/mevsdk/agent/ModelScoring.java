package dev.mevsdk.agent;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.features.FeatureSet;
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

    private final Path latest;
    private final FeatureSet features;
    private final Scoring fallback;
    private final float[] row;
    private volatile @Nullable ReloadingScorer model;
    private @Nullable Path loaded;

    ModelScoring(Path moduleFolder, FeatureSet features, Scoring fallback) {
        this.latest = moduleFolder.resolve("latest");
        this.features = features;
        this.fallback = fallback;
        this.row = new float[features.columns().size()];
    }

    @Override
    public Score score(ToDoubleFunction<String> inputs) {
        ReloadingScorer now = model;
        if (now == null) {
            return fallback.score(inputs);
        }
        // Asked before the scorer: after a swap in between, the older name stands beside the newer score for one event.
        String version = now.version();
        features.fill(inputs, row);
        return new Score(now.probability(row), version);
    }

    /** Looks where {@code latest} points, and serves that when it is new and sound. Blocks on the disk. */
    synchronized void refresh() {
        Path target;
        try {
            target = latest.toRealPath();
        } catch (IOException e) {
            return;
        }
        if (target.equals(loaded)) {
            return;
        }
        loaded = target;
        try {
            serve(target);
        } catch (MevException e) {
            LOG.log(Level.WARNING, "The active model is not served: {0}", e.getMessage());
        }
    }

    private void serve(Path folder) {
        ReloadingScorer now = model;
        if (now != null) {
            if (now.reload(folder) instanceof Reload.Refused refused) {
                LOG.log(Level.WARNING, "The active model is not served: {0}", refused.reason());
            }
            return;
        }
        ReloadingScorer first = ReloadingScorer.open(folder);
        requireFits(first);
        model = first;
        LOG.log(Level.INFO, "Decisions are scored by the model {0}", first.version());
    }

    private void requireFits(Scorer scorer) {
        List<String> names = scorer.featureNames();
        if (scorer.featureCount() != row.length || !(names.isEmpty() || names.equals(features.columns()))) {
            throw MevException.badInput("the model takes other features than " + features.id());
        }
    }
}
