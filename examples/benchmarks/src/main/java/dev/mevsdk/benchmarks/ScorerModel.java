package dev.mevsdk.benchmarks;

import dev.mevsdk.ml.model.BaseMarginNote;
import dev.mevsdk.ml.model.ModelReader;
import dev.mevsdk.ml.model.TreeEnsemble;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A seeded model of XGBoost's and the rows it is asked about, one in twenty values missing. */
record ScorerModel(Booster booster, TreeEnsemble ensemble, float[] rows, int columns, float[] margins)
        implements AutoCloseable {
    private static final long SEED = 20260101;

    static ScorerModel train(int trees, int columns, int trainingRows) throws XGBoostError {
        Random random = new Random(SEED);
        float[] rows = new float[trainingRows * columns];
        float[] labels = new float[trainingRows];
        for (int row = 0; row < trainingRows; row++) {
            double signal = random.nextGaussian() * 0.3;
            for (int column = 0; column < columns; column++) {
                float value = random.nextInt(20) == 0 ? Float.NaN : (float) random.nextGaussian();
                rows[row * columns + column] = value;
                signal += Float.isNaN(value) ? 0 : Math.sin(3 * value + column);
            }
            labels[row] = signal > 0 ? 1 : 0;
        }
        DMatrix matrix = new DMatrix(rows, trainingRows, columns, Float.NaN);
        matrix.setLabel(labels);
        Map<String, Object> params = Map.of(
                "objective",
                "binary:logistic",
                "max_depth",
                8,
                "eta",
                0.05,
                "min_child_weight",
                0.01,
                "tree_method",
                "hist",
                "nthread",
                1);
        Booster booster = XGBoost.train(matrix, params, trees, new HashMap<>(), null, null);
        matrix.dispose();
        float[] margins = inplace(booster, rows, columns);
        byte[] model = BaseMarginNote.settled(booster.toByteArray("ubj"), rows, margins);
        return new ScorerModel(booster, ModelReader.read(model), rows, columns, margins);
    }

    /** XGBoost's margins without a DMatrix: its fastest way, and the one that keeps no cache between calls. */
    static float[] inplace(Booster booster, float[] rows, int columns) throws XGBoostError {
        int count = rows.length / columns;
        float[][] perRow = booster.inplace_predict(
                rows, count, columns, Float.NaN, new int[] {0, 0}, Booster.PredictionType.kMargin, null);
        float[] margins = new float[count];
        for (int i = 0; i < count; i++) {
            margins[i] = perRow[i][0];
        }
        return margins;
    }

    int rowCount() {
        return margins.length;
    }

    @Override
    public void close() {
        booster.dispose();
    }
}
