package dev.mevsdk.ml.model;

import java.util.Arrays;

/**
 * The base score of XGBoost's {@code learner_model_param}: a scalar before 3.1, a vector in brackets since, in the space of the
 * prediction. The margin of a logistic model is {@code -logf(1 / x - 1)}, each step in float32 (XGBoost, regression_loss.h).
 */
final class BaseScore {
    private BaseScore() {}

    static float[] margins(Fields params, Objective objective, int outputs) {
        String text = params.text("base_score").strip();
        float[] scores;
        if (text.startsWith("[") && text.endsWith("]")) {
            String[] parts = text.substring(1, text.length() - 1).split(",", -1);
            scores = new float[parts.length];
            for (int i = 0; i < parts.length; i++) {
                scores[i] = parsed(params, parts[i].strip());
            }
        } else {
            scores = new float[] {parsed(params, text)};
        }
        if (scores.length == 1 && outputs > 1) {
            float all = scores[0];
            scores = new float[outputs];
            Arrays.fill(scores, all);
        }
        if (scores.length != outputs) {
            throw params.error("base_score", "must hold 1 or " + outputs + " numbers, not " + scores.length);
        }
        for (int i = 0; i < outputs; i++) {
            scores[i] = margin(params, scores[i], objective);
        }
        return scores;
    }

    private static float parsed(Fields params, String number) {
        try {
            return Float.parseFloat(number);
        } catch (NumberFormatException notANumber) {
            throw params.error("base_score", "must be a number or a list of numbers in brackets");
        }
    }

    private static float margin(Fields params, float score, Objective objective) {
        if (!Float.isFinite(score)) {
            throw params.error("base_score", "must be finite");
        }
        if (objective != Objective.LOGISTIC) {
            return score;
        }
        if (!(score > 0 && score < 1)) {
            throw params.error("base_score", "is " + score + "; a logistic model needs one between 0 and 1");
        }
        float odds = 1f / score - 1f;
        return -(float) Math.log(odds);
    }
}
