package dev.mevsdk.ml.scorer;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.model.Objective;
import dev.mevsdk.ml.model.TreeEnsemble;
import dev.mevsdk.ml.scorer.internal.TableLayout;
import dev.mevsdk.ml.scorer.internal.WalkLayout;
import java.util.List;

/** What all scorers share; a subclass adds the leaves of a row to its base margins. */
abstract class EnsembleScorer implements Scorer {
    private static final float MAX_EXPONENT = 88.7f;
    private static final float EPSILON = 1e-16f;

    private final int features;
    private final float[] baseMargins;
    private final Objective objective;
    private final List<String> names;

    EnsembleScorer(TreeEnsemble model) {
        features = model.featureCount();
        objective = model.objective();
        names = model.featureNames();
        baseMargins = new float[model.outputCount()];
        for (int i = 0; i < baseMargins.length; i++) {
            baseMargins[i] = model.baseMargin(i);
        }
    }

    static EnsembleScorer of(TreeEnsemble model) {
        return TableLayout.of(model)
                .<EnsembleScorer>map(layout -> new TableScorer(model, layout))
                .orElseGet(() -> new WalkScorer(model, WalkLayout.of(model)));
    }

    /** The margin of a model with one output, for the row at {@code offset}. */
    abstract float single(float[] rows, int offset, float base);

    /** Adds the leaves of the row at {@code offset} to the margins at {@code to}. */
    abstract void add(float[] rows, int offset, float[] out, int to);

    @Override
    public int featureCount() {
        return features;
    }

    @Override
    public int outputCount() {
        return baseMargins.length;
    }

    @Override
    public Objective objective() {
        return objective;
    }

    @Override
    public List<String> featureNames() {
        return names;
    }

    @Override
    public float margin(float[] row) {
        if (row.length != features || baseMargins.length != 1) {
            throw unfit(row.length);
        }
        return single(row, 0, baseMargins[0]);
    }

    private MevException unfit(int length) {
        return MevException.badInput(
                length != features
                        ? "features has " + length + " values; the model has " + features + " features"
                        : "the model has " + baseMargins.length + " outputs; use margins");
    }

    @Override
    public float probability(float[] row) {
        if (objective != Objective.LOGISTIC) {
            throw MevException.badInput("probability needs a logistic model; this one is " + objective);
        }
        return sigmoid(margin(row));
    }

    static float sigmoid(float margin) {
        float exponent = Math.min(-margin, MAX_EXPONENT);
        return 1f / ((float) Math.exp(exponent) + 1f + EPSILON);
    }

    @Override
    public void margins(float[] rows, int rowCount, float[] out) {
        int outputs = baseMargins.length;
        if (rowCount < 0 || (long) rowCount * features > rows.length || (long) rowCount * outputs > out.length) {
            throw MevException.badInput("rowCount is " + rowCount + "; rows must hold " + features + " values and out "
                    + outputs + " for each");
        }
        for (int row = 0; row < rowCount; row++) {
            if (outputs == 1) {
                out[row] = single(rows, row * features, baseMargins[0]);
            } else {
                System.arraycopy(baseMargins, 0, out, row * outputs, outputs);
                add(rows, row * features, out, row * outputs);
            }
        }
    }
}
