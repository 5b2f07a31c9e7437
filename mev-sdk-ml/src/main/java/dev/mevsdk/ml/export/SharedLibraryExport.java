package dev.mevsdk.ml.export;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.model.TreeEnsemble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Builds the shared library agents in other languages load: {@code lib{module}_{version}.so}, with one of the Treelite C interfaces,
 * bit-equal to XGBoost's margins. The same model gives the same bytes with the same compiler. Blocking; any thread.
 *
 * <p>{@code dlopen} of a path that is already open returns the old library, even after a rename: publish each version under its own
 * name, and let loaders resolve a link to it first.
 */
public final class SharedLibraryExport {
    /** Plain IEEE arithmetic, no contraction to fused operations, nothing in the file that differs between two builds. */
    private static final List<String> FLAGS = List.of(
            "-std=c99",
            "-O2",
            "-fPIC",
            "-shared",
            "-ffp-contract=off",
            "-fvisibility=hidden",
            "-Wl,--build-id=none",
            "-Wl,-z,noexecstack");

    private SharedLibraryExport() {}

    /**
     * Writes the library into the folder, replacing one of that name.
     *
     * @return its path
     * @throws CompilerAbsentException where there is no compiler; the message names the fix
     * @throws MevException BAD_INPUT where the model has several outputs; FATAL where compiling fails
     */
    public static Path write(TreeEnsemble model, Path folder, ExportOptions options) {
        if (model.outputCount() != 1) {
            throw MevException.badInput(
                    "no shared library: the model has " + model.outputCount() + " outputs; the C interface is for one");
        }
        try (WorkFolder work = WorkFolder.create()) {
            Files.writeString(work.path().resolve("model.c"), CSource.of(model, options.abi()));
            new CompilerRun(work.path(), options.compileTimeout()).run("compiler", command(options.compiler()));
            Path target = folder.resolve(options.libraryName());
            return Files.move(work.path().resolve("model.so"), target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw MevException.retryable("the shared library can't be written", broken);
        }
    }

    /** The C source alone, for a build elsewhere. */
    public static String source(TreeEnsemble model, TreeliteAbi abi) {
        return CSource.of(model, abi);
    }

    private static List<String> command(String compiler) {
        List<String> command = new java.util.ArrayList<>(List.of(compiler));
        command.addAll(FLAGS);
        command.addAll(List.of("-o", "model.so", "model.c", "-lm"));
        return command;
    }
}
