package dev.mevsdk.ml.scorer.internal;

import dev.mevsdk.ml.model.Tree;
import dev.mevsdk.ml.model.TreeEnsemble;
import dev.mevsdk.ml.scorer.internal.TableLayout.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Lays a model out as perfect heaps. */
final class TableLayoutBuilder {
    /** Adding it changes no sum: {@code x + -0f} is x for every x, zeros of both signs too. */
    private static final float NEUTRAL_LEAF = -0f;

    private final DecisionsBuilder decisions;
    private final List<Group> groups = new ArrayList<>();
    private final List<List<Tree>> members = new ArrayList<>();
    private long places;
    private char[] nodes = new char[0];
    private float[] leaves = new float[0];

    private TableLayoutBuilder(TreeEnsemble model) {
        decisions = new DecisionsBuilder(model);
        for (int output = 0; output < model.outputCount(); output++) {
            List<Tree> trees = new ArrayList<>();
            for (int i = 0; i < model.trees().size(); i++) {
                if (model.outputOf(i) == output) {
                    trees.add(model.trees().get(i));
                }
            }
            group(trees, output);
        }
    }

    static Optional<TableLayout> build(TreeEnsemble model) {
        int deepest = model.trees().stream().mapToInt(Tree::depth).max().orElse(0);
        if (deepest > TableLayout.MAX_DEPTH) {
            return Optional.empty();
        }
        TableLayoutBuilder builder = new TableLayoutBuilder(model);
        if (builder.places > TableLayout.MAX_PLACES || builder.decisions.count() > Character.MAX_VALUE + 1) {
            return Optional.empty();
        }
        return Optional.of(builder.layout());
    }

    private void group(List<Tree> trees, int output) {
        for (int from = 0; from < trees.size(); from += TableLayout.GROUP) {
            List<Tree> some = trees.subList(from, Math.min(trees.size(), from + TableLayout.GROUP));
            int depth = some.stream().mapToInt(Tree::depth).max().orElse(0);
            groups.add(new Group(output, depth, (int) Math.min(places, Integer.MAX_VALUE)));
            members.add(some);
            places += (long) TableLayout.GROUP << depth;
        }
    }

    private TableLayout layout() {
        Decisions built = decisions.build();
        nodes = new char[(int) places];
        leaves = new float[(int) places];
        Arrays.fill(leaves, NEUTRAL_LEAF);
        for (int g = 0; g < groups.size(); g++) {
            int begin = groups.get(g).begin();
            int width = 1 << groups.get(g).depth();
            for (Tree tree : members.get(g)) {
                place(new Spot(tree, begin, width), 0, 1);
                begin += width;
            }
        }
        return new TableLayout(built, List.copyOf(groups), nodes, leaves);
    }

    private record Spot(Tree tree, int begin, int width) {}

    private void place(Spot spot, int node, int at) {
        if (at >= spot.width) {
            leaves[spot.begin + at - spot.width] = spot.tree.value(node);
        } else if (spot.tree.isLeaf(node)) {
            place(spot, node, 2 * at);
            place(spot, node, 2 * at + 1);
        } else {
            nodes[spot.begin + at] = (char) decisions.questionOf(spot.tree, node);
            place(spot, spot.tree.left(node), 2 * at);
            place(spot, spot.tree.right(node), 2 * at + 1);
        }
    }
}
