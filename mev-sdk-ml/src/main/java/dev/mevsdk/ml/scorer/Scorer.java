package dev.mevsdk.ml.scorer;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.model.ModelReader;
import dev.mevsdk.ml.model.Objective;
import dev.mevsdk.ml.model.TreeEnsemble;
import java.nio.file.Path;
import java.util.List;

/**
 * Scores rows in the JVM, bit-equal to XGBoost's own margins, without a native library and without allocating per score (a thread
 * allocates its working bytes on its first). A row is {@link #featureCount()} floats in the model's order; NaN stands for a missing
 * value. All methods are safe for all threads and never block.
 */
public interface Scorer {
    /**
     * Loads {@code xgb_model.json}, {@code xgb_model.ubj} or {@code scorer.bin}; the content tells which it is. Blocking.
     *
     * @throws MevException BAD_INPUT where the content is no model that can be scored, RETRYABLE where the file can't be read
     */
    static Scorer load(Path file) {
        return of(ModelReader.read(file));
    }

    /** A scorer for a model that is already read; lays out its tables, some milliseconds for hundreds of trees. */
    static Scorer of(TreeEnsemble model) {
        return EnsembleScorer.of(model);
    }

    int featureCount();

    /** Margins per row: 1, or the number of classes. */
    int outputCount();

    Objective objective();

    /** The names of the features, in the order of a row; empty where the model has none. */
    List<String> featureNames();

    /**
     * The margin of one row: base margin plus leaves, in order, in float32.
     *
     * @throws MevException BAD_INPUT where the row has another length, or the model more than one output
     */
    float margin(float[] features);

    /**
     * The probability of class 1 of a logistic model: {@code 1 / (exp(min(-margin, 88.7)) + 1 + 1e-16)}, as XGBoost has it; within two
     * units in the last place of XGBoost's, since the exponential is Java's.
     *
     * @throws MevException BAD_INPUT as {@link #margin}, and where the model is not logistic
     */
    float probability(float[] features);

    /**
     * The margins of many rows.
     *
     * @param rows row after row
     * @param rowCount how many rows of the array count
     * @param out receives {@code rowCount * outputCount()} margins, row after row
     * @throws MevException BAD_INPUT where an array is too short
     */
    void margins(float[] rows, int rowCount, float[] out);
}
