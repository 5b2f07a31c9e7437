package dev.mevsdk.ml.scorer;

import java.nio.file.Path;

/** What an agent that only scores does; run in a JVM of its own. Prints the margin's bits. */
public final class ScoreOnly {
    private ScoreOnly() {}

    /** Arguments: the model's file, then the values of one row. */
    public static void main(String[] args) {
        float[] row = new float[args.length - 1];
        for (int i = 0; i < row.length; i++) {
            row[i] = Float.parseFloat(args[i + 1]);
        }
        System.out.println(Integer.toHexString(
                Float.floatToRawIntBits(Scorer.load(Path.of(args[0])).margin(row))));
    }
}
