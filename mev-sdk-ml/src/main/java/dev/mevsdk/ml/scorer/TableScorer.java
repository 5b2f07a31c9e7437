package dev.mevsdk.ml.scorer;

import dev.mevsdk.ml.model.TreeEnsemble;
import dev.mevsdk.ml.scorer.internal.Decisions;
import dev.mevsdk.ml.scorer.internal.TableLayout;

/**
 * Answers every question of the model for the row first, then walks eight heaps side by side: a step is two loads and an addition,
 * without a branch on the data, so that the loads of eight trees overlap.
 */
final class TableScorer extends EnsembleScorer {
    private final Decisions decisions;
    private final TableLayout.Group[] groups;
    private final char[] nodes;
    private final float[] leaves;
    private final ThreadLocal<byte[]> answers;

    TableScorer(TreeEnsemble model, TableLayout layout) {
        super(model);
        decisions = layout.decisions();
        groups = layout.groups().toArray(TableLayout.Group[]::new);
        nodes = layout.nodes();
        leaves = layout.leaves();
        int count = decisions.count();
        answers = ThreadLocal.withInitial(() -> new byte[count]);
    }

    @Override
    float single(float[] rows, int offset, float base) {
        byte[] row = answers.get();
        decisions.answer(rows, offset, row);
        float sum = base;
        for (TableLayout.Group group : groups) {
            sum = walk(nodes, leaves, row, group.begin(), group.depth(), sum);
        }
        return sum;
    }

    @Override
    void add(float[] rows, int offset, float[] out, int to) {
        byte[] row = answers.get();
        decisions.answer(rows, offset, row);
        for (TableLayout.Group group : groups) {
            int at = to + group.output();
            out[at] = walk(nodes, leaves, row, group.begin(), group.depth(), out[at]);
        }
    }

    /** The sum with the leaves of the eight trees of a group, added in order. */
    private static float walk(char[] nodes, float[] leaves, byte[] row, int begin, int depth, float sum) {
        int width = 1 << depth;
        int b1 = begin + width;
        int b2 = b1 + width;
        int b3 = b2 + width;
        int b4 = b3 + width;
        int b5 = b4 + width;
        int b6 = b5 + width;
        int b7 = b6 + width;
        int i0 = 1;
        int i1 = 1;
        int i2 = 1;
        int i3 = 1;
        int i4 = 1;
        int i5 = 1;
        int i6 = 1;
        int i7 = 1;
        for (int step = 0; step < depth; step++) {
            i0 = 2 * i0 + row[nodes[begin + i0]];
            i1 = 2 * i1 + row[nodes[b1 + i1]];
            i2 = 2 * i2 + row[nodes[b2 + i2]];
            i3 = 2 * i3 + row[nodes[b3 + i3]];
            i4 = 2 * i4 + row[nodes[b4 + i4]];
            i5 = 2 * i5 + row[nodes[b5 + i5]];
            i6 = 2 * i6 + row[nodes[b6 + i6]];
            i7 = 2 * i7 + row[nodes[b7 + i7]];
        }
        float total = sum + leaves[begin - width + i0];
        total += leaves[b1 - width + i1];
        total += leaves[b2 - width + i2];
        total += leaves[b3 - width + i3];
        total += leaves[b4 - width + i4];
        total += leaves[b5 - width + i5];
        total += leaves[b6 - width + i6];
        return total + leaves[b7 - width + i7];
    }
}
