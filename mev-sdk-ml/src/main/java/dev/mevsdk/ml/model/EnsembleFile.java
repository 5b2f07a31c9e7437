package dev.mevsdk.ml.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * {@code scorer.bin}: the ensemble as flat little-endian fields, base margins already in margin space and leaves already weighted, so
 * that a reader needs no arithmetic. Magic {@code MEVSCOR1}, the fields in the order of {@link #read}, CRC-32C of all before it.
 */
public final class EnsembleFile {
    private static final byte[] MAGIC = "MEVSCOR1".getBytes(StandardCharsets.US_ASCII);
    private static final int LEAF = 0xffff;

    private EnsembleFile() {}

    static boolean isOne(byte[] content) {
        return content.length >= MAGIC.length
                && ByteBuffer.wrap(content, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    /** The bytes of the file; the same model gives the same bytes. */
    public static byte[] write(TreeEnsemble model) {
        ByteBuffer out = ByteBuffer.allocate(size(model)).order(ByteOrder.LITTLE_ENDIAN);
        ModelHeader header = model.header();
        out.put(MAGIC).putInt(header.objective().ordinal()).putInt(header.features());
        out.putInt(header.treesPerRound()).putInt(header.bestIteration()).putInt(model.outputCount());
        for (int i = 0; i < model.outputCount(); i++) {
            out.putFloat(model.baseMargin(i));
        }
        out.putInt(header.featureNames().size());
        for (String name : header.featureNames()) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            out.putInt(text.length).put(text);
        }
        out.putInt(model.trees().size());
        for (int i = 0; i < model.trees().size(); i++) {
            out.putInt(model.outputOf(i));
            write(model.trees().get(i).nodes(), out);
        }
        return out.putInt(checksum(out.array(), out.position())).array();
    }

    private static int size(TreeEnsemble model) {
        long size = MAGIC.length + 6 * 4 + 4L * model.outputCount() + 8;
        for (String name : model.featureNames()) {
            size += 4 + name.getBytes(StandardCharsets.UTF_8).length;
        }
        for (Tree tree : model.trees()) {
            size += 8 + 15L * tree.nodeCount();
            for (int[] set : tree.nodes().categorySets().values()) {
                size += 4 + 4L * set.length;
            }
        }
        if (size > ModelFormat.MAX_FILE_BYTES) {
            throw ModelFormat.error("the model is too large for " + ModelFormat.MAX_FILE_BYTES + " bytes");
        }
        return (int) size;
    }

    private static void write(NodeArrays nodes, ByteBuffer out) {
        out.putInt(nodes.left().length);
        for (int i = 0; i < nodes.left().length; i++) {
            int[] set = nodes.categories(i);
            out.putInt(nodes.left()[i]).putInt(nodes.right()[i]);
            out.putShort((short) (nodes.left()[i] < 0 ? LEAF : nodes.feature()[i]));
            out.put((byte) ((nodes.defaultLeft()[i] ? 1 : 0) | (set == null ? 0 : 2)));
            out.putFloat(nodes.value()[i]);
            if (set != null) {
                out.putInt(set.length);
                for (int category : set) {
                    out.putInt(category);
                }
            }
        }
    }

    static TreeEnsemble read(byte[] content) {
        int end = content.length - 4;
        ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        if (end < MAGIC.length || in.getInt(end) != checksum(content, end)) {
            throw ModelFormat.error("scorer.bin: the checksum differs; the file is damaged or cut off");
        }
        in.position(MAGIC.length).limit(end);
        try {
            TreeEnsemble model = model(in);
            if (in.hasRemaining()) {
                throw ModelFormat.error("scorer.bin: bytes after the end");
            }
            return model;
        } catch (BufferUnderflowException cutOff) {
            throw ModelFormat.error("scorer.bin: the file is cut off");
        }
    }

    private static TreeEnsemble model(ByteBuffer in) {
        Objective objective = Objective.values()[bounded(in, "objective", 0, Objective.values().length - 1)];
        int features = bounded(in, "features", 1, ModelFormat.MAX_FEATURES);
        int treesPerRound = bounded(in, "trees per round", 1, ModelFormat.MAX_VALUES);
        int best = bounded(in, "best iteration", -1, Integer.MAX_VALUE);
        float[] base = new float[bounded(in, "outputs", 1, ModelFormat.MAX_OUTPUTS)];
        for (int i = 0; i < base.length; i++) {
            base[i] = in.getFloat();
        }
        List<String> names = new ArrayList<>();
        for (int left = bounded(in, "feature names", 0, features); left > 0; left--) {
            byte[] text = new byte[bounded(in, "name", 0, in.remaining())];
            in.get(text);
            names.add(new String(text, StandardCharsets.UTF_8));
        }
        int count = bounded(in, "trees", 0, in.remaining() / 8);
        List<Tree> trees = new ArrayList<>(count);
        int[] outputs = new int[count];
        for (int i = 0; i < count; i++) {
            outputs[i] = bounded(in, "output of a tree", 0, base.length - 1);
            trees.add(tree(in, features, i));
        }
        return new TreeEnsemble(
                new ModelHeader(objective, features, treesPerRound, best, List.copyOf(names)), base, trees, outputs);
    }

    private static Tree tree(ByteBuffer in, int features, int index) {
        int count = bounded(in, "nodes", 1, in.remaining() / 15);
        Map<Integer, int[]> sets = new HashMap<>();
        NodeArrays nodes = new NodeArrays(
                new int[count], new int[count], new int[count], new float[count], new boolean[count], sets);
        for (int i = 0; i < count; i++) {
            nodes.left()[i] = bounded(in, "left child", -1, count - 1);
            nodes.right()[i] = bounded(in, "right child", -1, count - 1);
            int feature = in.getShort() & 0xffff;
            if (nodes.left()[i] >= 0 && feature >= features) {
                throw ModelFormat.error("scorer.bin: feature " + feature + " of " + features);
            }
            nodes.feature()[i] = feature;
            byte flags = in.get();
            nodes.defaultLeft()[i] = (flags & 1) != 0;
            nodes.value()[i] = in.getFloat();
            if ((flags & 2) != 0) {
                sets.put(i, categories(in));
            }
        }
        return new Tree(TreeShape.normalized(nodes, "scorer.bin: tree " + index));
    }

    private static int[] categories(ByteBuffer in) {
        int[] set = new int[bounded(in, "categories", 0, in.remaining() / 4)];
        for (int i = 0; i < set.length; i++) {
            set[i] = bounded(in, "category", i == 0 ? 0 : set[i - 1], ModelFormat.MAX_CATEGORY - 1);
        }
        return set;
    }

    private static int bounded(ByteBuffer in, String what, int min, int max) {
        int number = in.getInt();
        if (number < min || number > max) {
            throw ModelFormat.error("scorer.bin: " + what + " is " + number + "; allowed is " + min + " to " + max);
        }
        return number;
    }

    private static int checksum(byte[] content, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(content, 0, length);
        return (int) checksum.getValue();
    }
}
