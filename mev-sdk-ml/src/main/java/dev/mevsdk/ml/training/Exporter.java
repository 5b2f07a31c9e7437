package dev.mevsdk.ml.training;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.export.ExportOptions;
import dev.mevsdk.ml.export.ExportedModel;
import dev.mevsdk.ml.export.ModelExport;
import dev.mevsdk.ml.export.ParityGate;
import dev.mevsdk.ml.export.ParityReport;
import dev.mevsdk.ml.scorer.ParitySample;
import dev.mevsdk.ml.training.internal.TestRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes what agents load beside the trained model, and proves each file equal to XGBoost before it is published. */
@FunctionalInterface
interface Exporter {
    /** Of the test rows, for agents to check a version before they serve it. */
    int SAMPLE_ROWS = 256;

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
            ExportedModel files = ModelExport.export(folder, options);
            ParityReport report = ParityGate.check(files, rows.values(), rows.columns(), margins);
            ParitySample sample = ParitySample.firstOf(rows.values(), rows.columns(), margins, SAMPLE_ROWS);
            try {
                Files.write(folder.resolve(ParitySample.FILE), sample.toBytes());
            } catch (IOException e) {
                throw MevException.retryable(ParitySample.FILE + " can't be written: check space and rights", e);
            }
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
