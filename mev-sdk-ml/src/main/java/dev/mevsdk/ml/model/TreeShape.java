package dev.mevsdk.ml.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Turns the nodes of a file into a proper tree, or refuses them: reachable nodes only, children after their parent, no node twice. */
final class TreeShape {
    private TreeShape() {}

    static int depthOf(NodeArrays nodes) {
        int[] level = new int[nodes.left().length];
        int deepest = 0;
        for (int node = 0; node < level.length; node++) {
            deepest = Math.max(deepest, level[node]);
            if (nodes.left()[node] >= 0) {
                level[nodes.left()[node]] = level[node] + 1;
                level[nodes.right()[node]] = level[node] + 1;
            }
        }
        return deepest;
    }

    /**
     * Numbers the nodes anew, breadth first. Pruning leaves dead nodes in a file; they are dropped.
     *
     * @param where names the tree in errors
     */
    static NodeArrays normalized(NodeArrays raw, String where) {
        int count = raw.left().length;
        int[] order = new int[count];
        int[] newIndex = new int[count];
        Arrays.fill(newIndex, -1);
        int used = 1;
        newIndex[0] = 0;
        for (int i = 0; i < used; i++) {
            int node = order[i];
            if (raw.left()[node] < 0 != raw.right()[node] < 0) {
                throw ModelFormat.error(where + ": node " + node + " has one child");
            }
            if (raw.left()[node] >= 0) {
                for (int child : new int[] {raw.left()[node], raw.right()[node]}) {
                    if (newIndex[child] >= 0) {
                        throw ModelFormat.error(where + ": node " + child + " is reached twice");
                    }
                    newIndex[child] = used;
                    order[used++] = child;
                }
            }
        }
        NodeArrays nodes = renumbered(raw, Arrays.copyOf(order, used), newIndex);
        checkValues(nodes, where);
        return nodes;
    }

    private static NodeArrays renumbered(NodeArrays raw, int[] order, int[] newIndex) {
        int used = order.length;
        Map<Integer, int[]> sets = new HashMap<>();
        NodeArrays nodes =
                new NodeArrays(new int[used], new int[used], new int[used], new float[used], new boolean[used], sets);
        for (int i = 0; i < used; i++) {
            int node = order[i];
            boolean leaf = raw.left()[node] < 0;
            nodes.left()[i] = leaf ? -1 : newIndex[raw.left()[node]];
            nodes.right()[i] = leaf ? -1 : newIndex[raw.right()[node]];
            nodes.feature()[i] = leaf ? 0 : raw.feature()[node];
            nodes.value()[i] = raw.value()[node];
            nodes.defaultLeft()[i] = !leaf && raw.defaultLeft()[node];
            int[] categories = raw.categories(node);
            if (!leaf && categories != null) {
                sets.put(i, categories);
            }
        }
        return nodes;
    }

    private static void checkValues(NodeArrays nodes, String where) {
        for (int node = 0; node < nodes.left().length; node++) {
            float value = nodes.value()[node];
            boolean leaf = nodes.left()[node] < 0;
            if (leaf && !Float.isFinite(value)) {
                throw ModelFormat.error(where + ": the leaf at node " + node + " is not finite");
            }
            if (!leaf && Float.isNaN(value) && nodes.categories(node) == null) {
                throw ModelFormat.error(where + ": the threshold at node " + node + " is NaN");
            }
        }
        if (depthOf(nodes) > ModelFormat.MAX_TREE_DEPTH) {
            throw ModelFormat.error(where + " is deeper than " + ModelFormat.MAX_TREE_DEPTH);
        }
    }
}
