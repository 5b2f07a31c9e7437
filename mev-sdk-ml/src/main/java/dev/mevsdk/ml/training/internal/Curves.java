package dev.mevsdk.ml.training.internal;

/** Measures of how well scores rank labels. Both labels must occur. */
public final class Curves {
    private Curves() {}

    public static double auc(float[] scores, boolean[] labels) {
        return new Ranking(scores, labels).auc();
    }

    public static double averagePrecision(float[] scores, boolean[] labels) {
        return new Ranking(scores, labels).averagePrecision();
    }

    /** Pairs of false and true positive rate, about `points` of them. */
    public static double[][] roc(float[] scores, boolean[] labels, int points) {
        return new Ranking(scores, labels).roc(points);
    }
}
