package dev.mevsdk.ml.export;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.model.EnsembleFile;
import dev.mevsdk.ml.model.ModelReader;
import dev.mevsdk.ml.model.TreeEnsemble;
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
