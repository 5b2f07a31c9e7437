package dev.mevsdk.ml.scorer;

import dev.mevsdk.ml.model.TreeEnsemble;
import dev.mevsdk.ml.scorer.internal.WalkLayout;

/** Walks node by node, for models no table holds. */
final class WalkScorer extends EnsembleScorer {
    private final WalkLayout layout;
    private final int[] outputs;

    WalkScorer(TreeEnsemble model, WalkLayout layout) {
        super(model);
        this.layout = layout;
        outputs = new int[model.trees().size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = model.outputOf(i);
        }
    }

    @Override
    float single(float[] rows, int offset, float base) {
        float sum = base;
        for (int tree = 0; tree < outputs.length; tree++) {
            sum += layout.leafOf(tree, rows, offset);
        }
        return sum;
    }

    @Override
    void add(float[] rows, int offset, float[] out, int to) {
        for (int tree = 0; tree < outputs.length; tree++) {
            out[to + outputs[tree]] += layout.leafOf(tree, rows, offset);
        }
    }
}
