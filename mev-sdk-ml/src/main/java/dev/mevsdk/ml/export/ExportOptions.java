package dev.mevsdk.ml.export;

import dev.mevsdk.core.MevException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a model is exported.
 *
 * @param module names the library ({@code lib{module}_{version}.so}); letters, digits, {@code _} and {@code -}, at most 64
 * @param version as the module, dots allowed too
 * @param abi the C interface of the shared library
 * @param sharedLibrary false leaves the shared library out
 * @param compiler the C compiler: a program name or a path
 * @param compileTimeout the compiler is stopped after this time
 */
public record ExportOptions(
        String module,
        String version,
        TreeliteAbi abi,
        boolean sharedLibrary,
        String compiler,
        Duration compileTimeout) {
    /** What existing agents load. */
    public static final TreeliteAbi DEFAULT_ABI = TreeliteAbi.TREELITE_3;
    /** Found through the {@code PATH}. */
    public static final String DEFAULT_COMPILER = "gcc";
    /** A library of 600 trees of depth 8 takes about a second. */
    public static final Duration DEFAULT_COMPILE_TIMEOUT = Duration.ofMinutes(5);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    public ExportOptions {
        if (!NAME.matcher(module).matches() || module.contains(".")) {
            throw MevException.badInput(
                    "module must be 1 to 64 letters, digits, '_' or '-', starting with a letter or digit");
        }
        if (!NAME.matcher(version).matches()) {
            throw MevException.badInput(
                    "version must be 1 to 64 letters, digits, '.', '_' or '-', starting with a letter or digit");
        }
        if (compiler.isBlank()) {
            throw MevException.badInput("compiler must name a program, for instance gcc");
        }
        if (compileTimeout.isNegative() || compileTimeout.isZero()) {
            throw MevException.badInput("compileTimeout must be positive");
        }
    }

    /** The defaults for one version of a module's model. */
    public static ExportOptions of(String module, String version) {
        return new ExportOptions(module, version, DEFAULT_ABI, true, DEFAULT_COMPILER, DEFAULT_COMPILE_TIMEOUT);
    }

    public ExportOptions withAbi(TreeliteAbi newAbi) {
        return new ExportOptions(module, version, newAbi, sharedLibrary, compiler, compileTimeout);
    }

    public ExportOptions withCompiler(String newCompiler) {
        return new ExportOptions(module, version, abi, sharedLibrary, newCompiler, compileTimeout);
    }

    public ExportOptions withoutSharedLibrary() {
        return new ExportOptions(module, version, abi, false, compiler, compileTimeout);
    }

    /** The file name of the shared library. */
    public String libraryName() {
        return "lib" + module + "_" + version + ".so";
    }
}
