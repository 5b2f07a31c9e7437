package dev.mevsdk.ml.scorer.internal;

import dev.mevsdk.ml.model.Categories;
import dev.mevsdk.ml.model.Tree;
import dev.mevsdk.ml.model.TreeEnsemble;

/**
 * A model as plain nodes, for those too deep or too rich in thresholds for {@link TableLayout}. A right child follows its left sibling.
 *
 * @param roots the root of each tree
 * @param left the left child, -1 at a leaf
 * @param feature the feature, with {@link #DEFAULT_LEFT} and {@link #CATEGORICAL} as flags
 * @param value the threshold, or the leaf
 * @param categories what goes right at a categorical node; an empty array elsewhere
 */
public record WalkLayout(int[] roots, int[] left, int[] feature, float[] value, int[][] categories) {
    public static final int DEFAULT_LEFT = 1 << 30;
    public static final int CATEGORICAL = 1 << 29;
    public static final int FEATURE = CATEGORICAL - 1;

    private static final int[] NONE = {};

    public static WalkLayout of(TreeEnsemble model) {
        int count = model.trees().stream().mapToInt(Tree::nodeCount).sum();
        WalkLayout layout = new WalkLayout(
                new int[model.trees().size()], new int[count], new int[count], new float[count], new int[count][]);
        int at = 0;
        for (int i = 0; i < layout.roots.length; i++) {
            layout.roots[i] = at;
            Tree tree = model.trees().get(i);
            for (int node = 0; node < tree.nodeCount(); node++) {
                layout.put(tree, node, at);
            }
            at += tree.nodeCount();
        }
        return layout;
    }

    private void put(Tree tree, int node, int root) {
        int[] set = tree.categories(node);
        int at = root + node;
        left[at] = tree.isLeaf(node) ? -1 : root + tree.left(node);
        feature[at] =
                tree.feature(node) | (tree.defaultLeft(node) ? DEFAULT_LEFT : 0) | (set == null ? 0 : CATEGORICAL);
        value[at] = tree.value(node);
        categories[at] = set == null ? NONE : set;
    }

    /** The leaf of one tree. */
    public float leafOf(int tree, float[] rows, int offset) {
        int node = roots[tree];
        while (left[node] >= 0) {
            int meta = feature[node];
            float x = rows[offset + (meta & FEATURE)];
            boolean right;
            if (Float.isNaN(x)) {
                right = (meta & DEFAULT_LEFT) == 0;
            } else if ((meta & CATEGORICAL) == 0) {
                right = !(x < value[node]);
            } else {
                right = Categories.contains(categories[node], x);
            }
            node = left[node] + (right ? 1 : 0);
        }
        return value[node];
    }
}
