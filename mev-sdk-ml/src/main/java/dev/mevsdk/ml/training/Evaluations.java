package dev.mevsdk.ml.training;

import dev.mevsdk.ml.training.Evaluation.CalibrationBin;
import dev.mevsdk.ml.training.Evaluation.Confusion;
import dev.mevsdk.ml.training.internal.Curves;
import dev.mevsdk.ml.training.internal.TestRows;
import java.util.ArrayList;
import java.util.List;

/** Computes an {@link Evaluation} from margins. */
final class Evaluations {
    private static final int BINS = 10;
    private static final double LEAST_PROBABILITY = 1e-15;

    private Evaluations() {}

    static Evaluation of(float[] margins, TestRows rows, List<String> features) {
        boolean[] labels = rows.labels();
        double[] probabilities = new double[margins.length];
        long positives = 0;
        double loss = 0;
        for (int i = 0; i < margins.length; i++) {
            double p = 1 / (1 + Math.exp(-(double) margins[i]));
            probabilities[i] = p;
            positives += labels[i] ? 1 : 0;
            loss -= Math.log(Math.max(LEAST_PROBABILITY, labels[i] ? p : 1 - p));
        }
        double rate = (double) positives / margins.length;
        double baseLoss = -(rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate));
        Single best = bestSingle(rows, features);
        return new Evaluation(
                margins.length,
                positives,
                Curves.auc(margins, labels),
                loss / margins.length,
                baseLoss,
                Curves.averagePrecision(margins, labels),
                confusion(probabilities, labels),
                calibration(probabilities, labels),
                best.feature,
                best.auc);
    }

    private record Single(String feature, double auc) {}

    private static Single bestSingle(TestRows rows, List<String> features) {
        Single best = new Single(features.get(0), 0);
        for (int i = 0; i < features.size(); i++) {
            double auc = Curves.auc(rows.column(i), rows.labels());
            double either = Math.max(auc, 1 - auc);
            if (either > best.auc) {
                best = new Single(features.get(i), either);
            }
        }
        return best;
    }

    private static Confusion confusion(double[] probabilities, boolean[] labels) {
        long[] counts = new long[4];
        for (int i = 0; i < labels.length; i++) {
            counts[(probabilities[i] >= 0.5 ? 2 : 0) + (labels[i] ? 1 : 0)]++;
        }
        return new Confusion(counts[3], counts[2], counts[0], counts[1]);
    }

    private static List<CalibrationBin> calibration(double[] probabilities, boolean[] labels) {
        long[] rows = new long[BINS];
        double[] said = new double[BINS];
        double[] came = new double[BINS];
        for (int i = 0; i < labels.length; i++) {
            int bin = Math.min(BINS - 1, (int) (probabilities[i] * BINS));
            rows[bin]++;
            said[bin] += probabilities[i];
            came[bin] += labels[i] ? 1 : 0;
        }
        List<CalibrationBin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            if (rows[i] > 0) {
                bins.add(new CalibrationBin(
                        (double) i / BINS, (i + 1.0) / BINS, rows[i], said[i] / rows[i], came[i] / rows[i]));
            }
        }
        return bins;
    }
}
