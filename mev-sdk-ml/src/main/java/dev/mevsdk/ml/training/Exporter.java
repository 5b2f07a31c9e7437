package dev.mevsdk.ml.training;

import dev.mevsdk.ml.export.ExportOptions;
import dev.mevsdk.ml.export.ModelExport;
import dev.mevsdk.ml.export.ParityReport;
import dev.mevsdk.ml.training.internal.TestRows;
import java.nio.file.Path;
import java.util.List;

/** Writes what agents load beside the trained model, and proves each file equal to XGBoost before it is published. */
@FunctionalInterface
interface Exporter {
    /**
     * @param folder holds `xgb_model.json` and `xgb_model.ubj`; the other files are added to it
     * @param rows in the model's order of features
     * @param margins XGBoost's own of these rows
     * @throws dev.mevsdk.core.MevException FATAL if a file scores differently
     */
    Exported export(Path folder, ExportOptions options, TestRows rows, float[] margins);

    /** The real one. */
    static Exporter proven() {
        return (folder, options, rows, margins) -> {
            ModelExport.TestMargins test = new ModelExport.TestMargins(rows.values(), rows.columns(), margins);
            ParityReport report = ModelExport.exportProven(folder, options, test);
            String skipped = report.skipped();
            return new Exported(
                    report.artefacts(), skipped == null ? List.of() : List.of("no shared library: " + skipped));
        };
    }

    /**
     * @param proven the files that were compared
     * @param notices what a user should know, for instance why there is no shared library
     */
    record Exported(List<String> proven, List<String> notices) {}
}
