package dev.mevsdk.ml.scorer.internal;

import dev.mevsdk.ml.model.TreeEnsemble;
import java.util.List;
import java.util.Optional;

/**
 * A model as perfect heaps: a node is one char, the number of its {@linkplain Decisions question}; its children stand at {@code 2i} and
 * {@code 2i + 1}, the root at 1. Trees come in groups of eight of the same output and, by padding, the same depth.
 *
 * @param decisions the questions
 * @param groups the groups, in the order their leaves are added
 * @param nodes the heaps of all trees, {@code 1 << depth} places each, the first of each unused
 * @param leaves the leaves of all trees, at the same places as the nodes
 */
public record TableLayout(Decisions decisions, List<Group> groups, char[] nodes, float[] leaves) {
    /** Trees walked side by side. */
    public static final int GROUP = 8;
    /** Beyond it a heap is mostly padding. */
    static final int MAX_DEPTH = 16;
    /** Places in all, of 6 bytes: 48 MiB. */
    static final int MAX_PLACES = 8 << 20;

    /**
     * @param output the margin the group adds to
     * @param depth steps from root to leaf, in each of its trees
     * @param begin the place of its first heap
     */
    public record Group(int output, int depth, int begin) {}

    /** The layout, or empty where the model is too deep or asks more than 65,536 questions. */
    public static Optional<TableLayout> of(TreeEnsemble model) {
        return TableLayoutBuilder.build(model);
    }
}
