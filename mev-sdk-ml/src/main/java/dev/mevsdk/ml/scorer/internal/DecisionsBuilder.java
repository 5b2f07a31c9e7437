package dev.mevsdk.ml.scorer.internal;

import dev.mevsdk.ml.model.Tree;
import dev.mevsdk.ml.model.TreeEnsemble;
import dev.mevsdk.ml.scorer.internal.Decisions.CategoryQuestion;
import dev.mevsdk.ml.scorer.internal.Decisions.NumericRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects the distinct questions of a model and numbers them. */
final class DecisionsBuilder {
    /** Feature and default way: {@code 2 * feature + (defaultLeft ? 1 : 0)}. */
    private final SortedMap<Integer, SortedSet<Integer>> thresholds = new TreeMap<>();

    private final Map<CategoryKey, Integer> categoryIndexes = new HashMap<>();
    private final List<CategoryKey> categoryOrder = new ArrayList<>();
    private final Map<Integer, NumericRange> ranges = new HashMap<>();
    private int[] keys = new int[0];

    private record CategoryKey(int slot, List<Integer> categories) {}

    DecisionsBuilder(TreeEnsemble model) {
        for (Tree tree : model.trees()) {
            for (int node = 0; node < tree.nodeCount(); node++) {
                if (!tree.isLeaf(node)) {
                    collect(tree, node);
                }
            }
        }
    }

    private void collect(Tree tree, int node) {
        int[] categories = tree.categories(node);
        if (categories == null) {
            thresholds
                    .computeIfAbsent(slot(tree, node), slot -> new TreeSet<>())
                    .add(Decisions.orderedInt(tree.value(node)));
        } else {
            CategoryKey key = categoryKey(tree, node, categories);
            if (categoryIndexes.putIfAbsent(key, categoryOrder.size()) == null) {
                categoryOrder.add(key);
            }
        }
    }

    private static int slot(Tree tree, int node) {
        return 2 * tree.feature(node) + (tree.defaultLeft(node) ? 1 : 0);
    }

    private static CategoryKey categoryKey(Tree tree, int node, int[] categories) {
        return new CategoryKey(
                slot(tree, node), Arrays.stream(categories).boxed().toList());
    }

    /** Questions in all; at least one, so that padding has something to ask. */
    int count() {
        int numeric = thresholds.values().stream().mapToInt(SortedSet::size).sum();
        return Math.max(1, numeric + categoryOrder.size());
    }

    Decisions build() {
        keys = new int[count()];
        List<NumericRange> numeric = new ArrayList<>();
        int next = 0;
        for (Map.Entry<Integer, SortedSet<Integer>> entry : thresholds.entrySet()) {
            int slot = entry.getKey();
            NumericRange range = new NumericRange(
                    slot >> 1, (slot & 1) == 1, next, entry.getValue().size());
            for (int key : entry.getValue()) {
                keys[next++] = key;
            }
            ranges.put(slot, range);
            numeric.add(range);
        }
        CategoryQuestion[] categorical = new CategoryQuestion[categoryOrder.size()];
        for (int i = 0; i < categorical.length; i++) {
            CategoryKey key = categoryOrder.get(i);
            int[] set = key.categories().stream().mapToInt(Integer::intValue).toArray();
            categorical[i] = new CategoryQuestion(key.slot() >> 1, (key.slot() & 1) == 1, next + i, set);
        }
        return new Decisions(numeric.toArray(NumericRange[]::new), categorical, keys);
    }

    /** The number of a node's question, once built. */
    int questionOf(Tree tree, int node) {
        int[] categories = tree.categories(node);
        if (categories != null) {
            int firstCategorical = keys.length - categoryOrder.size();
            Integer index = categoryIndexes.get(categoryKey(tree, node, categories));
            return firstCategorical + java.util.Objects.requireNonNull(index);
        }
        NumericRange range = java.util.Objects.requireNonNull(ranges.get(slot(tree, node)));
        int key = Decisions.orderedInt(tree.value(node));
        return Arrays.binarySearch(keys, range.begin(), range.begin() + range.count(), key);
    }
}
