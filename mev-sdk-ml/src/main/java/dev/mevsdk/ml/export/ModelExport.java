package dev.mevsdk.ml.export;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.model.BaseMarginNote;
import dev.mevsdk.ml.model.EnsembleFile;
import dev.mevsdk.ml.model.ModelReader;
import dev.mevsdk.ml.model.TreeEnsemble;
import dev.mevsdk.ml.scorer.ParitySample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes what agents load beside XGBoost's own files: {@code scorer.bin} and the shared library. All trees of the file are exported,
 * as XGBoost itself predicts: a training that stopped early saves only its best rounds. Blocking; any thread.
 */
public final class ModelExport {
    /** XGBoost's JSON form. */
    public static final String JSON = "xgb_model.json";
    /** XGBoost's UBJ form. */
    public static final String UBJ = "xgb_model.ubj";
    /** The JVM scorer's own form. */
    public static final String SCORER_TABLES = "scorer.bin";

    /** Rows an agent scores before it serves a version. */
    public static final int SAMPLE_ROWS = 256;

    private ModelExport() {}

    /**
     * Exports the model of a folder that holds {@code xgb_model.ubj}, {@code xgb_model.json} or both, into the same folder.
     *
     * @throws MevException BAD_INPUT where the model can't be read; FATAL where compiling fails. A missing compiler is no error: the
     *     result then says why it has no shared library
     */
    public static ExportedModel export(Path folder, ExportOptions options) {
        Path json = folder.resolve(JSON);
        Path ubj = folder.resolve(UBJ);
        boolean hasUbj = Files.exists(ubj);
        boolean hasJson = Files.exists(json);
        if (!hasUbj && !hasJson) {
            throw MevException.badInput("the folder must hold " + UBJ + " or " + JSON);
        }
        TreeEnsemble model = ModelReader.read(hasUbj ? ubj : json);
        Path tables = folder.resolve(SCORER_TABLES);
        try {
            Files.write(tables, EnsembleFile.write(model));
        } catch (IOException broken) {
            throw MevException.retryable(SCORER_TABLES + " can't be written", broken);
        }
        ExportedModel files =
                new ExportedModel(hasJson ? json : null, hasUbj ? ubj : null, tables, null, options.abi(), null);
        return withLibrary(files, model, folder, options);
    }

    /**
     * Settles the base margin ({@link BaseMarginNote}; the model files may get one attribute more), then
     * {@link #export}, then {@link ParityGate#check}, then {@code parity.bin} with the first rows for the agents' own check: all a
     * version's folder needs but its manifest.
     *
     * @param test XGBoost's margins of the test rows
     * @return what was proven; {@link ParityReport#skipped} says why there is no shared library
     * @throws ParityException where an artefact differs from XGBoost: don't publish the folder
     */
    public static ParityReport exportProven(Path folder, ExportOptions options, TestMargins test) {
        settleBaseMargin(folder.resolve(UBJ), test);
        settleBaseMargin(folder.resolve(JSON), test);
        ExportedModel exported = export(folder, options);
        ParityReport report = ParityGate.check(exported, test.rows(), test.columns(), test.margins());
        ParitySample sample = ParitySample.firstOf(test.rows(), test.columns(), test.margins(), SAMPLE_ROWS);
        try {
            Files.write(folder.resolve(ParitySample.FILE), sample.toBytes());
        } catch (IOException broken) {
            throw MevException.retryable(ParitySample.FILE + " can't be written", broken);
        }
        return report;
    }

    private static void settleBaseMargin(Path model, TestMargins test) {
        if (!Files.exists(model)) {
            return;
        }
        try {
            byte[] content = Files.readAllBytes(model);
            byte[] settled = BaseMarginNote.settled(content, test.rows(), test.margins());
            if (settled != content) {
                Files.write(model, settled);
            }
        } catch (IOException broken) {
            throw MevException.retryable(model.getFileName() + " can't be rewritten", broken);
        }
    }

    /**
     * @param rows row after row; NaN is missing
     * @param columns values in a row
     * @param margins XGBoost's own, row after row
     */
    public record TestMargins(float[] rows, int columns, float[] margins) {}

    private static ExportedModel withLibrary(
            ExportedModel files, TreeEnsemble model, Path folder, ExportOptions options) {
        if (!options.sharedLibrary()) {
            return files.withoutLibrary("no shared library was asked for");
        }
        if (model.outputCount() > 1) {
            return files.withoutLibrary("the C interface is for models with one output");
        }
        try {
            return files.withLibrary(SharedLibraryExport.write(model, folder, options));
        } catch (CompilerAbsentException absent) {
            return files.withoutLibrary(CompilerRun.absence(options.compiler()));
        }
    }
}
