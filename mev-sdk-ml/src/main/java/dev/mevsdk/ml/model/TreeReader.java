package dev.mevsdk.ml.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Reads one tree of an XGBoost document. */
final class TreeReader {
    private TreeReader() {}

    static Tree read(Fields tree, int features, float weight) {
        int[] left = tree.integers("left_children", -1, ModelFormat.MAX_NUMBERS);
        int count = left.length;
        if (count == 0) {
            throw tree.error("left_children", "is empty; a tree has at least one node");
        }
        Fields param = tree.object("tree_param");
        if (param.has("size_leaf_vector") && param.integer("size_leaf_vector", 0, Integer.MAX_VALUE) > 1) {
            throw param.error("size_leaf_vector", "is more than 1; leaves that are vectors are not supported");
        }
        tree.integers("left_children", count, -1, count - 1);
        int[] right = tree.integers("right_children", count, -1, count - 1);
        int[] feature = tree.integers("split_indices", count, 0, Integer.MAX_VALUE);
        int[] defaultLeft = tree.integers("default_left", count, 0, 1);
        double[] conditions = tree.numbers("split_conditions", count);
        float[] value = new float[count];
        boolean[] goesLeft = new boolean[count];
        for (int i = 0; i < count; i++) {
            value[i] = left[i] < 0 ? (float) conditions[i] * weight : (float) conditions[i];
            goesLeft[i] = defaultLeft[i] == 1;
            if (left[i] >= 0 && feature[i] >= features) {
                throw tree.error(
                        "split_indices", "names feature " + feature[i] + "; the model has " + features + " features");
            }
        }
        NodeArrays raw = new NodeArrays(left, right, feature, value, goesLeft, categorySets(tree, count));
        return new Tree(TreeShape.normalized(raw, tree.path()));
    }

    private static Map<Integer, int[]> categorySets(Fields tree, int count) {
        Map<Integer, int[]> sets = new HashMap<>();
        if (!tree.has("split_type")) {
            return sets;
        }
        int[] type = tree.integers("split_type", count, 0, 1);
        if (Arrays.stream(type).noneMatch(kind -> kind == 1)) {
            return sets;
        }
        int[] nodes = tree.integers("categories_nodes", 0, count - 1);
        int[] all = tree.integers("categories", 0, ModelFormat.MAX_CATEGORY - 1);
        int[] begins = tree.integers("categories_segments", nodes.length, 0, all.length);
        int[] sizes = tree.integers("categories_sizes", nodes.length, 0, all.length);
        for (int i = 0; i < nodes.length; i++) {
            if (begins[i] + (long) sizes[i] > all.length) {
                throw tree.error("categories_sizes", "reaches past the end of categories at " + i);
            }
            int[] set = Arrays.copyOfRange(all, begins[i], begins[i] + sizes[i]);
            Arrays.sort(set);
            sets.put(nodes[i], set);
        }
        for (int node = 0; node < count; node++) {
            if (type[node] == 1 != sets.containsKey(node)) {
                throw tree.error("split_type", "and categories_nodes disagree about node " + node);
            }
        }
        return sets;
    }
}
