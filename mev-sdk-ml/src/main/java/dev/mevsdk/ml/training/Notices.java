package dev.mevsdk.ml.training;

import dev.mevsdk.ml.features.Cutoff;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader should know before trusting the figures of a training. */
final class Notices {
    /** Below this gain in AUC over the best single feature, a model has shown nothing of its own. */
    private static final double LEAST_GAIN = 0.005;

    private static final double SUSPICIOUS_AUC = 0.995;

    private Notices() {}

    static List<String> of(TrainingFacts facts) {
        Evaluation e = facts.evaluation();
        List<String> notices = new ArrayList<>(facts.exported().notices());
        if (facts.set().cutoff() == Cutoff.POST_TRADE) {
            notices.add("the features " + facts.set().postTradeColumns()
                    + " are known only after the trade: for detection and measurement, not for decisions");
        } else if (!facts.set().postTradeColumns().isEmpty()) {
            notices.add("trained on post-trade columns by request: the figures say nothing about decisions");
        }
        if (e.auc() < e.bestSingleAuc() + LEAST_GAIN) {
            notices.add(String.format(
                    Locale.ROOT,
                    "not meaningful beyond one feature: AUC %.4f, while %s alone ranks the test rows at %.4f",
                    e.auc(),
                    e.bestSingleFeature(),
                    e.bestSingleAuc()));
        }
        if (e.bestSingleAuc() > SUSPICIOUS_AUC) {
            notices.add("the label follows from " + e.bestSingleFeature()
                    + " nearly alone: check that the feature is not the label in other words");
        }
        if (e.logLoss() >= e.logLossOfRate()) {
            notices.add("the probabilities are no better than always answering the share of positives");
        }
        if (e.auc() - 0.5 < 2 * aucStandardError(e)) {
            notices.add("the AUC is within two standard errors of chance");
        }
        if (facts.split().purged() > 0) {
            notices.add(facts.split().purged() + " rows at the borders of the split share a slot or instant with the"
                    + " part before and were left out");
        }
        return notices;
    }

    /** Hanley and McNeil, "The meaning and use of the area under a ROC curve", Radiology 143 (1982). */
    static double aucStandardError(Evaluation e) {
        double a = e.auc();
        double positives = e.positives();
        double negatives = e.rows() - positives;
        double q1 = a / (2 - a);
        double q2 = 2 * a * a / (1 + a);
        double variance = a * (1 - a) + (positives - 1) * (q1 - a * a) + (negatives - 1) * (q2 - a * a);
        return Math.sqrt(Math.max(0, variance) / (positives * negatives));
    }
}
