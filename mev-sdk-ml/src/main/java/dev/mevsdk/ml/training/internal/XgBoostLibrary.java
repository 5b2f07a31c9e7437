package dev.mevsdk.ml.training.internal;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/** The part of XGBoost's C interface (c_api.h) that training uses. Every function answers 0, or -1 with an error text. */
interface XgBoostLibrary extends Library {
    /** Answers 1 after it has set the next block on the proxy matrix, 0 at the end. */
    interface Next extends Callback {
        int invoke(@Nullable Pointer iterator);
    }

    interface Reset extends Callback {
        void invoke(@Nullable Pointer iterator);
    }

    String XGBGetLastError();

    void XGBoostVersion(IntByReference major, IntByReference minor, IntByReference patch);

    int XGBuildInfo(PointerByReference json);

    int XGProxyDMatrixCreate(PointerByReference out);

    int XGProxyDMatrixSetDataColumnar(Pointer proxy, String columns);

    int XGDMatrixSetInfoFromInterface(Pointer matrix, String field, String array);

    int XGQuantileDMatrixCreateFromCallback(
            @Nullable Pointer iterator,
            Pointer proxy,
            @Nullable Pointer reference,
            Reset reset,
            Next next,
            String config,
            PointerByReference out);

    int XGDMatrixCreateFromColumnar(String columns, String config, PointerByReference out);

    int XGDMatrixFree(Pointer matrix);

    int XGBoosterCreate(Pointer[] matrices, long count, PointerByReference out);

    int XGBoosterFree(Pointer booster);

    int XGBoosterSetParam(Pointer booster, String name, String value);

    int XGBoosterUpdateOneIter(Pointer booster, int round, Pointer train);

    int XGBoosterEvalOneIter(
            Pointer booster, int round, Pointer[] matrices, String[] names, long count, PointerByReference out);

    int XGBoosterSlice(Pointer booster, int begin, int end, int step, PointerByReference out);

    int XGBoosterBoostedRounds(Pointer booster, IntByReference out);

    int XGBoosterSetStrFeatureInfo(Pointer booster, String field, String[] values, long count);

    int XGBoosterSaveModelToBuffer(Pointer booster, String config, LongByReference length, PointerByReference out);

    int XGBoosterLoadModelFromBuffer(Pointer booster, byte[] model, long length);

    int XGBoosterPredictFromDMatrix(
            Pointer booster,
            Pointer matrix,
            String config,
            PointerByReference shape,
            LongByReference dimensions,
            PointerByReference result);

    int XGBoosterFeatureScore(
            Pointer booster,
            String config,
            LongByReference count,
            PointerByReference names,
            LongByReference dimensions,
            PointerByReference shape,
            PointerByReference scores);
}
