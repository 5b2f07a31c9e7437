package dev.mevsdk.ml.testing;

import dev.mevsdk.ml.model.BaseMarginNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A model trained by XGBoost itself, with XGBoost's own margins: what all other scorers are measured against. */
public final class TrainedModel implements AutoCloseable {
    private final Booster booster;
    private final int columns;
    private final float[] firstRows;

    private TrainedModel(Booster booster, RandomRows data) {
        this.booster = booster;
        this.columns = data.columns();
        this.firstRows = Arrays.copyOf(data.rows(), columns * Math.min(64, data.rowCount()));
    }

    public static TrainedModel train(RandomRows data, int rounds, Map<String, Object> params) {
        Map<String, Object> all = new HashMap<>(Map.of("nthread", 1, "verbosity", 0, "tree_method", "hist"));
        all.putAll(params);
        try {
            DMatrix matrix = new DMatrix(data.rows(), data.rowCount(), data.columns(), Float.NaN);
            try {
                matrix.setLabel(data.labels());
                if (data.featureTypes() != null) {
                    matrix.setFeatureTypes(data.featureTypes());
                }
                return new TrainedModel(XGBoost.train(matrix, all, rounds, new HashMap<>(), null, null), data);
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Margins through a DMatrix; XGBoost refuses infinities here. */
    public float[] margins(float[] rows) {
        return margins(rows, 0);
    }

    /** The same with the first rounds only; 0 for all. */
    public float[] margins(float[] rows, int rounds) {
        try {
            DMatrix matrix = new DMatrix(rows, rows.length / columns, columns, Float.NaN);
            try {
                return flat(booster.predict(matrix, true, rounds));
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Probabilities through a DMatrix. */
    public float[] probabilities(float[] rows) {
        try {
            DMatrix matrix = new DMatrix(rows, rows.length / columns, columns, Float.NaN);
            try {
                return flat(booster.predict(matrix));
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Margins without a DMatrix: infinities are allowed. */
    public float[] inplaceMargins(float[] rows) {
        try {
            return flat(booster.inplace_predict(
                    rows,
                    rows.length / columns,
                    columns,
                    Float.NaN,
                    new int[] {0, 0},
                    Booster.PredictionType.kMargin,
                    null));
        } catch (XGBoostError broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static float[] flat(float[][] perRow) {
        float[] flat = new float[perRow.length * perRow[0].length];
        for (int i = 0; i < perRow.length; i++) {
            System.arraycopy(perRow[i], 0, flat, i * perRow[i].length, perRow[i].length);
        }
        return flat;
    }

    /** The model's file, its base margin settled on the first training rows. */
    public byte[] bytes(String format) {
        return BaseMarginNote.settled(rawBytes(format), firstRows, margins(firstRows));
    }

    public byte[] rawBytes(String format) {
        try {
            return booster.toByteArray(format);
        } catch (XGBoostError broken) {
            throw new IllegalStateException(broken);
        }
    }

    public Path saveTo(Path folder, String format) {
        try {
            return Files.write(folder.resolve("xgb_model." + format), bytes(format));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        booster.dispose();
    }
}
