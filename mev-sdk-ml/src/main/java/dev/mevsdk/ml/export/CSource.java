package dev.mevsdk.ml.export;

import dev.mevsdk.ml.model.Objective;
import dev.mevsdk.ml.model.TreeEnsemble;
import dev.mevsdk.ml.scorer.internal.Decisions;
import dev.mevsdk.ml.scorer.internal.TableLayout;
import dev.mevsdk.ml.scorer.internal.WalkLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/** Writes a model as C: its tables, the walk over them, and one of the two interfaces. Floats are written as bits. */
final class CSource {
    private static final int PER_LINE = 24;

    private final StringBuilder text = new StringBuilder(1 << 16);

    static String of(TreeEnsemble model, TreeliteAbi abi) {
        return new CSource().write(model, abi);
    }

    private String write(TreeEnsemble model, TreeliteAbi abi) {
        boolean sigmoid = model.objective() == Objective.LOGISTIC;
        text.append(resource("head.c"));
        define("FEATURES", model.featureCount());
        text.append("#define BASE_MARGIN ").append(bits(model.baseMargin(0))).append('\n');
        text.append("#define PRED_TRANSFORM \"")
                .append(sigmoid ? "sigmoid" : "identity")
                .append("\"\n");
        TableLayout.of(model).ifPresentOrElse(this::table, () -> walk(WalkLayout.of(model)));
        text.append(resource(sigmoid ? "sigmoid.c" : "identity.c"));
        text.append(resource(abi.name().toLowerCase(Locale.ROOT) + ".c"));
        return text.toString();
    }

    private void table(TableLayout layout) {
        Decisions decisions = layout.decisions();
        define("QUESTIONS", decisions.count());
        text.append("struct question { uint32_t feature, default_left, begin, count; };\n")
                .append("struct group { uint32_t depth, begin; };\n");
        records(
                "struct question",
                "RANGES",
                "ranges",
                decisions.numericRanges().stream()
                        .map(range -> question(range.feature(), range.defaultLeft(), range.begin(), range.count()))
                        .toList());
        List<int[]> sets = new ArrayList<>();
        List<String> questions = new ArrayList<>();
        int begin = 0;
        for (Decisions.CategoryQuestion one : decisions.categoryQuestions()) {
            sets.add(one.categories());
            questions.add(question(one.feature(), one.defaultLeft(), begin, one.categories().length));
            begin += one.categories().length;
        }
        records("struct question", "SETS", "sets", questions);
        define("FIRST_SET", decisions.count() - questions.size());
        array("int32_t", "categories", flat(sets));
        array("int32_t", "keys", decisions.count(), decisions::key);
        records(
                "struct group",
                "GROUPS",
                "groups",
                layout.groups().stream()
                        .map(group -> "{" + group.depth() + "," + group.begin() + "}")
                        .toList());
        array("uint16_t", "nodes", layout.nodes().length, i -> layout.nodes()[i]);
        floats("leaves", layout.leaves());
        text.append(resource("table.c"));
    }

    private void walk(WalkLayout layout) {
        define("TREES", layout.roots().length);
        define("FEATURE_MASK", WalkLayout.FEATURE);
        define("DEFAULT_LEFT", WalkLayout.DEFAULT_LEFT);
        define("CATEGORICAL", WalkLayout.CATEGORICAL);
        List<int[]> sets = new ArrayList<>();
        List<Integer> begins = new ArrayList<>(List.of(0));
        int count = layout.left().length;
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.floatToRawIntBits(layout.value()[i]);
            if ((layout.feature()[i] & WalkLayout.CATEGORICAL) != 0) {
                values[i] = sets.size();
                sets.add(layout.categories()[i]);
                begins.add(begins.get(begins.size() - 1) + layout.categories()[i].length);
            }
        }
        array("uint32_t", "roots", layout.roots());
        array("int32_t", "left", layout.left());
        array("int32_t", "features", layout.feature());
        array("uint32_t", "values", count, i -> values[i]);
        array("int32_t", "categories", flat(sets));
        array("uint32_t", "set_begins", begins.size(), begins::get);
        text.append(resource("walk.c"));
    }

    private static String question(int feature, boolean defaultLeft, int begin, int count) {
        return "{" + feature + "," + (defaultLeft ? 1 : 0) + "," + begin + "," + count + "}";
    }

    private static int[] flat(List<int[]> sets) {
        return sets.stream().flatMapToInt(java.util.Arrays::stream).toArray();
    }

    private void define(String name, int value) {
        text.append("#define ").append(name).append(' ').append(value).append('\n');
    }

    /** An array has at least one element: C has no empty ones. */
    private void records(String type, String countName, String name, List<String> items) {
        define(countName, items.size());
        text.append("static const ").append(type).append(' ').append(name).append("[] = {");
        text.append(items.isEmpty() ? "{0}" : String.join(",\n", items)).append("};\n");
    }

    private void array(String type, String name, int[] items) {
        array(type, name, items.length, i -> items[i]);
    }

    private void array(String type, String name, int count, IntUnaryOperator item) {
        text.append("static const ").append(type).append(' ').append(name).append("[] = {");
        boolean signed = !type.startsWith("u");
        for (int i = 0; i < count; i++) {
            int value = item.applyAsInt(i);
            text.append(signed ? literal(value) : Integer.toUnsignedString(value));
            text.append((i + 1) % PER_LINE == 0 ? ",\n" : ",");
        }
        text.append(count == 0 ? "0};\n" : "};\n");
    }

    /** The least int has no literal of its own in C. */
    private static String literal(int value) {
        return value == Integer.MIN_VALUE ? "INT32_MIN" : Integer.toString(value);
    }

    private void floats(String name, float[] items) {
        array("uint32_t", name, items.length, i -> Float.floatToRawIntBits(items[i]));
    }

    private static String bits(float value) {
        return "0x%08xu".formatted(Float.floatToRawIntBits(value));
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(CSource.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
