package dev.mevsdk.ml.testing;

import dev.mevsdk.ml.model.Tree;
import dev.mevsdk.ml.model.TreeEnsemble;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows at the edges of a model: each threshold, one float below and above, zeros of both signs, denormals, missing, infinities. */
public final class EdgeRows {
    private EdgeRows() {}

    public static float[] of(TreeEnsemble model, long seed, int rowCount, boolean infinities) {
        List<List<Float>> thresholds = new ArrayList<>();
        for (int feature = 0; feature < model.featureCount(); feature++) {
            thresholds.add(
                    new ArrayList<>(List.of(0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.NaN, 1e30f, -1e30f)));
            if (infinities) {
                thresholds.get(feature).addAll(List.of(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY));
            }
        }
        for (Tree tree : model.trees()) {
            for (int node = 0; node < tree.nodeCount(); node++) {
                if (!tree.isLeaf(node) && tree.categories(node) == null) {
                    thresholds.get(tree.feature(node)).add(tree.value(node));
                }
            }
        }
        Random random = new Random(seed);
        float[] rows = new float[rowCount * model.featureCount()];
        for (int i = 0; i < rows.length; i++) {
            List<Float> choices = thresholds.get(i % model.featureCount());
            float value = choices.get(random.nextInt(choices.size()));
            rows[i] = switch (random.nextInt(4)) {
                case 0 -> Float.isFinite(value) ? Math.nextUp(value) : value;
                case 1 -> Float.isFinite(value) ? Math.nextDown(value) : value;
                default -> value;
            };
        }
        return rows;
    }
}
