package dev.mevsdk.ml.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes of a tree, one array per property; {@code left} and {@code right} are -1 at a leaf, {@code value} is threshold or leaf. */
record NodeArrays(
        int[] left,
        int[] right,
        int[] feature,
        float[] value,
        boolean[] defaultLeft,
        Map<Integer, int[]> categorySets) {

    int @Nullable [] categories(int node) {
        return categorySets.isEmpty() ? null : categorySets.get(node);
    }
}
