package dev.mevsdk.ml.training.internal;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model in XGBoost. One thread at a time; close it to free the native memory. */
public final class Booster implements AutoCloseable {
    private static final String MARGIN =
            "{\"type\":1,\"training\":false,\"iteration_begin\":0,\"iteration_end\":0,\"strict_shape\":false}";

    private final Pointer handle;

    private Booster(Pointer handle) {
        this.handle = handle;
    }

    public static Booster create(List<RowMatrix> matrices, Map<String, String> parameters) {
        Pointer[] handles = handles(matrices);
        PointerByReference out = new PointerByReference();
        XgBoost.check(XgBoost.library().XGBoosterCreate(handles, handles.length, out));
        Booster booster = new Booster(out.getValue());
        booster.configure(parameters);
        return booster;
    }

    public void configure(Map<String, String> parameters) {
        parameters.forEach((name, value) -> XgBoost.check(XgBoost.library().XGBoosterSetParam(handle, name, value)));
    }

    /** Reads a model that {@link #save} wrote, into this booster. */
    public void load(byte[] model) {
        XgBoost.check(XgBoost.library().XGBoosterLoadModelFromBuffer(handle, model, model.length));
    }

    /** Adds one tree. */
    public void update(int round, RowMatrix train) {
        XgBoost.check(XgBoost.library().XGBoosterUpdateOneIter(handle, round, train.handle()));
    }

    /** The evaluation metric on each matrix, in their order. */
    public double[] evaluate(int round, List<RowMatrix> matrices) {
        String[] names = new String[matrices.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = "m" + i;
        }
        PointerByReference out = new PointerByReference();
        XgBoost.check(
                XgBoost.library().XGBoosterEvalOneIter(handle, round, handles(matrices), names, names.length, out));
        // "[12]\tm0-logloss:0.41\tm1-logloss:0.43"
        String[] parts = out.getValue().getString(0).split("\t", -1);
        double[] values = new double[names.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.parseDouble(parts[i + 1].substring(parts[i + 1].lastIndexOf(':') + 1));
        }
        return values;
    }

    public int rounds() {
        IntByReference out = new IntByReference();
        XgBoost.check(XgBoost.library().XGBoosterBoostedRounds(handle, out));
        return out.getValue();
    }

    /** The first `rounds` trees as a model of their own. */
    public Booster cut(int rounds) {
        PointerByReference out = new PointerByReference();
        XgBoost.check(XgBoost.library().XGBoosterSlice(handle, 0, rounds, 1, out));
        return new Booster(out.getValue());
    }

    public void nameFeatures(List<String> names) {
        String[] values = names.toArray(new String[0]);
        XgBoost.check(XgBoost.library().XGBoosterSetStrFeatureInfo(handle, "feature_name", values, values.length));
    }

    /** @param format `json` or `ubj` */
    public byte[] save(String format) {
        LongByReference length = new LongByReference();
        PointerByReference out = new PointerByReference();
        XgBoost.check(
                XgBoost.library().XGBoosterSaveModelToBuffer(handle, "{\"format\":\"" + format + "\"}", length, out));
        return out.getValue().getByteArray(0, (int) length.getValue());
    }

    /** Margins (log odds) of a range, from the values themselves rather than their bins. */
    public float[] margins(RowStore store, RowRange range, int threads) {
        float[] margins = new float[(int) range.rows()];
        int done = 0;
        RowBlock block;
        for (int i = 0; (block = store.block(range, i)) != null; i++) {
            try (RowMatrix matrix = RowMatrix.plain(block, threads)) {
                predict(matrix).getValue().read(0, margins, done, block.take());
            }
            done += block.take();
        }
        return margins;
    }

    /** Mean gain of the splits by feature; a feature without a split is left out. */
    public Map<String, Float> gains() {
        LongByReference count = new LongByReference();
        LongByReference dimensions = new LongByReference();
        PointerByReference names = new PointerByReference();
        PointerByReference shape = new PointerByReference();
        PointerByReference scores = new PointerByReference();
        XgBoost.check(XgBoost.library()
                .XGBoosterFeatureScore(
                        handle, "{\"importance_type\":\"gain\"}", count, names, dimensions, shape, scores));
        Map<String, Float> gains = new LinkedHashMap<>();
        int features = (int) count.getValue();
        if (features > 0) {
            String[] keys = names.getValue().getStringArray(0, features);
            float[] values = scores.getValue().getFloatArray(0, features);
            for (int i = 0; i < features; i++) {
                gains.put(keys[i], values[i]);
            }
        }
        return gains;
    }

    private PointerByReference predict(RowMatrix matrix) {
        PointerByReference shape = new PointerByReference();
        LongByReference dimensions = new LongByReference();
        PointerByReference result = new PointerByReference();
        XgBoost.check(XgBoost.library()
                .XGBoosterPredictFromDMatrix(handle, matrix.handle(), MARGIN, shape, dimensions, result));
        return result;
    }

    private static Pointer[] handles(List<RowMatrix> matrices) {
        return matrices.stream().map(RowMatrix::handle).toArray(Pointer[]::new);
    }

    @Override
    public void close() {
        XgBoost.check(XgBoost.library().XGBoosterFree(handle));
    }
}
