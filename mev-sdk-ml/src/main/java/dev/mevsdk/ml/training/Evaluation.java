package dev.mevsdk.ml.training;

import java.util.List;

/**
 * How a model did on rows it has not seen.
 *
 * @param auc area under the ROC curve, 0..1; a tie counts half
 * @param logLoss mean of -ln(probability given to the true label)
 * @param logLossOfRate what always answering the positives' share of these rows would get
 * @param averagePrecision area under precision over recall, as a sum over thresholds
 * @param confusion at probability 0.5
 * @param calibration ten bins of equal width over the probability; empty ones are left out
 * @param bestSingleFeature the feature that ranks these rows best on its own, in either direction
 * @param bestSingleAuc its AUC, 0.5..1: a model that isn't better has learned nothing beyond it
 */
public record Evaluation(
        long rows,
        long positives,
        double auc,
        double logLoss,
        double logLossOfRate,
        double averagePrecision,
        Confusion confusion,
        List<CalibrationBin> calibration,
        String bestSingleFeature,
        double bestSingleAuc) {
    public Evaluation {
        calibration = List.copyOf(calibration);
    }

    /** Counts at a threshold. */
    public record Confusion(long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {}

    /**
     * @param from lower bound of the probability, inclusive
     * @param meanProbability what the model said
     * @param rate the share of positives among the bin's rows
     */
    public record CalibrationBin(double from, double to, long rows, double meanProbability, double rate) {}
}
