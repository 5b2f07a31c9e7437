package dev.mevsdk.ml.model;

import dev.mevsdk.core.MevException;

/** The limits a model file has to keep, and how a breach of them reads. */
final class ModelFormat {
    static final int MAX_FILE_BYTES = 256 << 20;
    /** Objects, arrays and strings of one file: about 50,000 trees. */
    static final int MAX_VALUES = 1 << 20;

    static final int MAX_NUMBERS = 32 << 20;
    static final int MAX_NESTING = 64;
    static final int MAX_FEATURES = 65_535;
    static final int MAX_OUTPUTS = 1_024;
    static final int MAX_TREE_DEPTH = 1_024;
    /** XGBoost's own bound: a float holds whole numbers exactly up to here. */
    static final int MAX_CATEGORY = 1 << 24;

    private static final int SHOWN = 60;

    private ModelFormat() {}

    static MevException error(String message) {
        return MevException.badInput("model: " + message);
    }

    /** Text of the file, made fit for a log line. */
    static String shown(String text) {
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
