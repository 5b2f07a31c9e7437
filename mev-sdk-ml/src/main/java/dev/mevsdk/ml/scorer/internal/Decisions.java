package dev.mevsdk.ml.scorer.internal;

import dev.mevsdk.ml.model.Categories;
import java.util.Arrays;
import java.util.List;

/**
 * All distinct questions a model asks of a row, answered at once: one byte each, 1 for "go right". Questions about one feature with the
 * same default way stand together, ascending by threshold, so their answers are a run of ones, then a run of zeros.
 *
 * <p>Immutable, safe for all threads.
 */
public final class Decisions {
    private static final int SIGN = 31;

    private final NumericRange[] numeric;
    private final CategoryQuestion[] categorical;
    /** Thresholds as ordered integers, by question. */
    private final int[] keys;
    /** Ones, then zeros: every possible answer of a range is a window of it. */
    private final byte[] onesThenZeros;

    private final int longest;

    Decisions(NumericRange[] numeric, CategoryQuestion[] categorical, int[] keys) {
        this.numeric = numeric;
        this.categorical = categorical;
        this.keys = keys;
        this.longest =
                Arrays.stream(numeric).mapToInt(NumericRange::count).max().orElse(0);
        this.onesThenZeros = new byte[2 * longest];
        Arrays.fill(onesThenZeros, 0, longest, (byte) 1);
    }

    /** Questions of one feature: {@code count} of them from {@code begin}. */
    public record NumericRange(int feature, boolean defaultLeft, int begin, int count) {}

    /** One question: is the category listed? */
    public record CategoryQuestion(int feature, boolean defaultLeft, int index, int[] categories) {}

    /** Answers to hold for one row. */
    public int count() {
        return keys.length;
    }

    public List<NumericRange> numericRanges() {
        return List.of(numeric);
    }

    public List<CategoryQuestion> categoryQuestions() {
        return List.of(categorical);
    }

    /** The ordered integer of a threshold's question. */
    public int key(int question) {
        return keys[question];
    }

    /** Writes the answers for the row that begins at {@code offset}. */
    public void answer(float[] rows, int offset, byte[] answers) {
        for (NumericRange range : numeric) {
            float value = rows[offset + range.feature];
            int ones;
            if (Float.isNaN(value)) {
                ones = range.defaultLeft ? 0 : range.count;
            } else {
                ones = notAbove(range.begin, range.count, orderedInt(value));
            }
            System.arraycopy(onesThenZeros, longest - ones, answers, range.begin, range.count);
        }
        for (CategoryQuestion question : categorical) {
            float value = rows[offset + question.feature];
            boolean right =
                    Float.isNaN(value) ? !question.defaultLeft : Categories.contains(question.categories, value);
            answers[question.index] = (byte) (right ? 1 : 0);
        }
    }

    /** How many thresholds of the range are at most the value; without a branch on the data. */
    private int notAbove(int begin, int count, long value) {
        int low = begin;
        int left = count;
        while (left > 1) {
            int half = left >>> 1;
            low += half & ~(int) ((value - keys[low + half - 1]) >> 63);
            left -= half;
        }
        return low - begin + 1 + (int) ((value - keys[low]) >> 63);
    }

    /** An integer that is ordered as the float is; both zeros are one value, NaN must not come here. */
    static int orderedInt(float value) {
        int bits = Float.floatToRawIntBits(value + 0f);
        return bits ^ (bits >> SIGN & Integer.MAX_VALUE);
    }
}
