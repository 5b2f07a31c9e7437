package dev.mevsdk.benchmarks;

import dev.mevsdk.ml.model.Tree;
import dev.mevsdk.ml.model.TreeEnsemble;

/** The usual way to compile a model: each tree as nested conditions, with the same C interface. The peer of the table-driven library. */
final class NestedSource {
    private final StringBuilder text = new StringBuilder(1 << 20);

    private NestedSource() {}

    static String of(TreeEnsemble model) {
        NestedSource source = new NestedSource();
        source.text.append("union Entry { int missing; float fvalue; int qvalue; };\n");
        for (int i = 0; i < model.trees().size(); i++) {
            source.text.append("static float tree").append(i).append("(const union Entry* data) {\n");
            source.node(model.trees().get(i), 0);
            source.text.append("}\n");
        }
        source.text.append("float predict(union Entry* data, int pred_margin) {\n  float sum = ");
        source.text.append(literal(model.baseMargin(0))).append(";\n  (void)pred_margin;\n");
        for (int i = 0; i < model.trees().size(); i++) {
            source.text.append("  sum += tree").append(i).append("(data);\n");
        }
        return source.text.append("  return sum;\n}\n").toString();
    }

    private void node(Tree tree, int node) {
        if (tree.isLeaf(node)) {
            text.append("return ").append(literal(tree.value(node))).append(";\n");
            return;
        }
        String entry = "data[" + tree.feature(node) + "]";
        text.append("if (")
                .append(tree.defaultLeft(node) ? "!(" : "(")
                .append(entry)
                .append(".missing != -1) ");
        text.append(tree.defaultLeft(node) ? "|| " : "&& ").append(entry).append(".fvalue < ");
        text.append(literal(tree.value(node))).append(") {\n");
        node(tree, tree.left(node));
        text.append("} else {\n");
        node(tree, tree.right(node));
        text.append("}\n");
    }

    private static String literal(float value) {
        return Float.toHexString(value) + "f";
    }
}
