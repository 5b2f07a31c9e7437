package dev.mevsdk.ml.training;

import java.nio.file.Path;
import java.util.List;

/** Writes what agents load beside the trained model, and proves each file equal to XGBoost before it is published. */
@FunctionalInterface
interface Exporter {
    /**
     * @param folder holds `xgb_model.json` and `xgb_model.ubj`; the other files are added to it
     * @param rows values by row, in the model's order of features, NaN for missing
     * @param margins XGBoost's own of these rows
     * @throws dev.mevsdk.core.MevException FATAL if a file scores differently
     */
    Exported export(Path folder, String module, String version, float[][] rows, float[] margins) throws Exception;

    /**
     * @param proven the files that were compared
     * @param notices what a user should know, for instance why there is no shared library
     */
    record Exported(List<String> proven, List<String> notices) {}
}
