package dev.mevsdk.ml.training.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Labels in descending order of their scores, ties kept together; NaN scores come last. */
final class Ranking {
    /** Rows of equal score. */
    record Tie(long positives, long negatives) {}

    private final List<Tie> ties = new ArrayList<>();
    private long positives;
    private long negatives;

    Ranking(float[] scores, boolean[] labels) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        float[] keys = new float[scores.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Float.isNaN(scores[i]) ? Float.NEGATIVE_INFINITY : scores[i] + 0f;
        }
        Arrays.sort(order, (a, b) -> Float.compare(keys[b], keys[a]));
        for (int i = 0; i < order.length; ) {
            float key = keys[order[i]];
            long up = 0;
            long down = 0;
            for (; i < order.length && keys[order[i]] == key; i++) {
                if (labels[order[i]]) {
                    up++;
                } else {
                    down++;
                }
            }
            ties.add(new Tie(up, down));
            positives += up;
            negatives += down;
        }
    }

    /** Area under the ROC curve: the chance that a positive ranks above a negative, a tie counting half. */
    double auc() {
        double area = 0;
        long above = 0;
        for (Tie tie : ties) {
            area += tie.negatives * (above + tie.positives / 2.0);
            above += tie.positives;
        }
        return area / ((double) positives * negatives);
    }

    /** Average precision: the sum over thresholds of the gain in recall times the precision there. */
    double averagePrecision() {
        double sum = 0;
        long found = 0;
        long seen = 0;
        for (Tie tie : ties) {
            found += tie.positives;
            seen += tie.positives + tie.negatives;
            sum += (double) tie.positives / positives * found / seen;
        }
        return sum;
    }

    /** The ROC curve as at most `points` pairs of false and true positive rate. */
    double[][] roc(int points) {
        int step = Math.max(1, (ties.size() + points - 1) / points);
        List<double[]> curve = new ArrayList<>();
        curve.add(new double[] {0, 0});
        long up = 0;
        long down = 0;
        for (int i = 0; i < ties.size(); i++) {
            up += ties.get(i).positives;
            down += ties.get(i).negatives;
            if (i % step == step - 1 || i == ties.size() - 1) {
                curve.add(new double[] {(double) down / negatives, (double) up / positives});
            }
        }
        return curve.toArray(new double[0][]);
    }
}
