package dev.mevsdk.ml.training.internal;

import java.util.ArrayList;
import java.util.List;

/** Losses by round, and when to stop. Not thread-safe. */
public final class LossCurve {
    private final List<Double> train = new ArrayList<>();
    private final List<Double> validation = new ArrayList<>();

    public void add(double trainLoss, double validationLoss) {
        train.add(trainLoss);
        validation.add(validationLoss);
    }

    public int rounds() {
        return validation.size();
    }

    /** The round, from 0, with the least validation loss; the first of equals. */
    public int best() {
        int best = 0;
        for (int i = 1; i < validation.size(); i++) {
            if (validation.get(i) < validation.get(best)) {
                best = i;
            }
        }
        return best;
    }

    /** @param patience rounds without a better one; 0: never */
    public boolean stopped(int patience) {
        return patience > 0 && rounds() > 0 && rounds() - 1 - best() >= patience;
    }

    public List<Double> train() {
        return List.copyOf(train);
    }

    public List<Double> validation() {
        return List.copyOf(validation);
    }
}
