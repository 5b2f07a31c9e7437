package dev.mevsdk.ml.export;

/**
 * The C interface a shared library offers. The two clash in {@code predict} and {@code get_num_class}, so a library has one of them.
 * In both, {@code union Entry {int missing; float fvalue; int qvalue;}} and {@code missing == -1} means: no value.
 */
public enum TreeliteAbi {
    /** Treelite 1.x to 3.9: {@code float predict(union Entry*, int pred_margin)}, {@code size_t get_num_class(void)}. */
    TREELITE_3,
    /** TL2cgen 1.0 and later: {@code void predict(union Entry*, int pred_margin, float* result)}, which adds to {@code result}. */
    TL2CGEN_1
}
