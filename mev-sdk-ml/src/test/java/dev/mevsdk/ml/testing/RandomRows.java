package dev.mevsdk.ml.testing;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Seeded rows with labels that follow from them; some values missing, many repeated. */
public record RandomRows(float[] rows, int columns, float[] labels, String @Nullable [] featureTypes) {

    public static RandomRows of(long seed, int rowCount, int columns, int classes) {
        Random random = new Random(seed);
        float[] rows = new float[rowCount * columns];
        float[] labels = new float[rowCount];
        for (int row = 0; row < rowCount; row++) {
            double signal = 0;
            for (int column = 0; column < columns; column++) {
                float value = value(random, column);
                rows[row * columns + column] = value;
                signal += Float.isNaN(value) ? 0.3 : Math.sin(value * (column + 1)) / (1 + column);
            }
            signal += random.nextGaussian() * 0.2;
            labels[row] = classes == 1
                    ? (float) signal
                    : (float) Math.max(0, Math.min(classes - 1, Math.floor(signal + classes / 2.0)));
        }
        return new RandomRows(rows, columns, labels, null);
    }

    private static float value(Random random, int column) {
        if (random.nextInt(12) == 0) {
            return Float.NaN;
        }
        return switch (column % 4) {
            case 0 -> (float) random.nextGaussian();
            case 1 -> random.nextInt(20) / 4f;
            case 2 -> (float) Math.exp(random.nextGaussian() * 6);
            default ->
                (random.nextBoolean() ? 1 : -1) * random.nextInt(9) * Float.MIN_VALUE
                        + (random.nextBoolean() ? 0 : random.nextFloat());
        };
    }

    /** The same with its last column replaced by a category of 0 to {@code count - 1}. */
    public RandomRows withCategories(long seed, int count) {
        Random random = new Random(seed);
        float[] changed = rows.clone();
        float[] newLabels = labels.clone();
        for (int row = 0; row < labels.length; row++) {
            int category = random.nextInt(count);
            changed[row * columns + columns - 1] = random.nextInt(15) == 0 ? Float.NaN : category;
            newLabels[row] = (category * 7 % 5 < 2) == (random.nextInt(10) > 0) ? 1 : 0;
        }
        String[] types = new String[columns];
        java.util.Arrays.fill(types, "q");
        types[columns - 1] = "c";
        return new RandomRows(changed, columns, newLabels, types);
    }

    public int rowCount() {
        return labels.length;
    }
}
