package dev.mevsdk.ml.export;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of one exported model; all hold the same function.
 *
 * @param json XGBoost's JSON form; null where only the UBJ was given
 * @param ubj XGBoost's UBJ form; null where only the JSON was given
 * @param scorerTables the JVM scorer's own form, {@code scorer.bin}
 * @param sharedLibrary the library with the Treelite C interface; null where it was not wanted or could not be built
 * @param abi the C interface of the shared library
 * @param sharedLibraryAbsence why there is no shared library, with the fix; null where there is one
 */
public record ExportedModel(
        @Nullable Path json,
        @Nullable Path ubj,
        Path scorerTables,
        @Nullable Path sharedLibrary,
        TreeliteAbi abi,
        @Nullable String sharedLibraryAbsence) {

    ExportedModel withLibrary(Path library) {
        return new ExportedModel(json, ubj, scorerTables, library, abi, null);
    }

    ExportedModel withoutLibrary(String why) {
        return new ExportedModel(json, ubj, scorerTables, null, abi, why);
    }
}
