package dev.mevsdk.ml.model;

import java.util.List;
import java.util.OptionalInt;

/**
 * A model as plain data: for each output, the margin is its base margin plus the leaves of its trees, added in order in float32.
 * Immutable.
 */
public final class TreeEnsemble {
    private final ModelHeader header;
    private final float[] baseMargins;
    private final List<Tree> trees;
    private final int[] outputOfTree;

    TreeEnsemble(ModelHeader header, float[] baseMargins, List<Tree> trees, int[] outputOfTree) {
        this.header = header;
        this.baseMargins = baseMargins;
        this.trees = List.copyOf(trees);
        this.outputOfTree = outputOfTree;
    }

    /** Values in a row. */
    public int featureCount() {
        return header.features();
    }

    /** Margins per row: 1, or the number of classes. */
    public int outputCount() {
        return baseMargins.length;
    }

    public Objective objective() {
        return header.objective();
    }

    public float baseMargin(int output) {
        return baseMargins[output];
    }

    public List<Tree> trees() {
        return trees;
    }

    public int outputOf(int tree) {
        return outputOfTree[tree];
    }

    /** The names of the features, in the order of a row; empty where the file has none. */
    public List<String> featureNames() {
        return header.featureNames();
    }

    /** The best round early stopping found, from 0, where the file names one. XGBoost itself predicts with all trees all the same. */
    public OptionalInt bestIteration() {
        return header.bestIteration() < 0 ? OptionalInt.empty() : OptionalInt.of(header.bestIteration());
    }

    /** Boosting rounds; each adds the same number of trees. */
    public int rounds() {
        return trees.size() / header.treesPerRound();
    }

    /** The same model with its first rounds only: what XGBoost predicts with the iteration range [0, rounds). */
    public TreeEnsemble firstRounds(int rounds) {
        int kept = Math.multiplyExact(rounds, header.treesPerRound());
        if (rounds < 1 || kept > trees.size()) {
            throw ModelFormat.error("rounds must be 1 to " + rounds());
        }
        return new TreeEnsemble(
                header, baseMargins, trees.subList(0, kept), java.util.Arrays.copyOf(outputOfTree, kept));
    }

    /** The margins of one row by a plain walk: slow, and the measure of the fast forms. */
    public void referenceMargins(float[] rows, int offset, float[] out) {
        System.arraycopy(baseMargins, 0, out, 0, baseMargins.length);
        for (int tree = 0; tree < outputOfTree.length; tree++) {
            out[outputOfTree[tree]] += trees.get(tree).leafOf(rows, offset);
        }
    }

    ModelHeader header() {
        return header;
    }
}
