package dev.mevsdk.ml.training;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.export.ModelExport;
import dev.mevsdk.ml.features.FeatureSet;
import dev.mevsdk.ml.registry.ModelManifest;
import dev.mevsdk.ml.registry.ModelRegistry;
import dev.mevsdk.ml.training.internal.Booster;
import dev.mevsdk.ml.training.internal.RowRange;
import dev.mevsdk.ml.training.internal.RowStore;
import dev.mevsdk.ml.training.internal.TestRows;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets the active version score the new one's test rows. It may have seen some of them in its own training, which is to
 * its advantage: a challenger that wins has won.
 */
final class Champion {
    private final ModelRegistry registry;

    Champion(ModelRegistry registry) {
        this.registry = registry;
    }

    /** Null when no version is active, or the active one has other features and so can't be compared. */
    ModelManifest.@Nullable ChampionTest test(
            FeatureSet set, RowStore rows, RowRange range, TestRows test, Evaluation challenger, int threads) {
        String active = registry.current(set.module()).version();
        if (active == null || !registry.find(set.module(), active).columns().equals(set.columns())) {
            return null;
        }
        byte[] model;
        try {
            model = registry.read(set.module(), active, ModelExport.UBJ);
        } catch (MevException e) {
            return null;
        }
        try (Booster champion = Booster.create(List.of(), Map.of("nthread", Integer.toString(threads)))) {
            champion.load(model);
            Evaluation other = Evaluations.of(champion.margins(rows, range, threads), test, set.columns());
            boolean passed = challenger.logLoss() < other.logLoss() && challenger.auc() >= other.auc();
            return new ModelManifest.ChampionTest(
                    active, other.logLoss(), challenger.logLoss(), other.auc(), challenger.auc(), passed);
        }
    }
}
