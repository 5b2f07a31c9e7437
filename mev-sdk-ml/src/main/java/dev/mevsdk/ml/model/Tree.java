package dev.mevsdk.ml.model;

import org.jspecify.annotations.Nullable;

/**
 * One regression tree, root at 0, children after their parent. A row goes left where {@code value < threshold} in float32, or, at a
 * categorical node, where its category is not listed; a missing value goes the default way. Immutable; the arrays stay inside.
 */
public final class Tree {
    private final NodeArrays nodes;
    private final int depth;

    Tree(NodeArrays nodes) {
        this.nodes = nodes;
        this.depth = TreeShape.depthOf(nodes);
    }

    public int nodeCount() {
        return nodes.left().length;
    }

    /** Splits on the longest way down; 0 for a tree that is one leaf. */
    public int depth() {
        return depth;
    }

    public boolean isLeaf(int node) {
        return nodes.left()[node] < 0;
    }

    public int left(int node) {
        return nodes.left()[node];
    }

    public int right(int node) {
        return nodes.right()[node];
    }

    public int feature(int node) {
        return nodes.feature()[node];
    }

    /** The threshold of a split, never NaN; at a leaf its value, with the weight of its tree already in it. */
    public float value(int node) {
        return nodes.value()[node];
    }

    public boolean defaultLeft(int node) {
        return nodes.defaultLeft()[node];
    }

    /** The categories that go right, ascending; null at a numeric split. */
    public int @Nullable [] categories(int node) {
        return nodes.categories(node);
    }

    NodeArrays nodes() {
        return nodes;
    }

    /** The leaf a row ends in: the plain walk every faster form is compared with. */
    public float leafOf(float[] rows, int offset) {
        int node = 0;
        while (!isLeaf(node)) {
            node = goesRight(node, rows[offset + feature(node)]) ? right(node) : left(node);
        }
        return value(node);
    }

    private boolean goesRight(int node, float value) {
        if (Float.isNaN(value)) {
            return !defaultLeft(node);
        }
        int[] categories = categories(node);
        return categories == null ? !(value < value(node)) : Categories.contains(categories, value);
    }
}
