package dev.mevsdk.ml.export;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end in a folder, its output in files there. Blocking. */
record CompilerRun(Path folder, Duration timeout) {
    private static final int SHOWN = 400;

    /** The fix for a compiler that is not there. */
    static String absence(String compiler) {
        return "the C compiler '" + compiler
                + "' was not found; install it (Debian: apt-get install gcc libc6-dev) or name another in ExportOptions.compiler";
    }

    /**
     * @return the standard output's file
     * @throws CompilerAbsentException where the program can't be started
     * @throws MevException FATAL where it fails or takes too long
     */
    Path run(String name, List<String> command) {
        Path output = folder.resolve(name + ".out");
        Path errors = folder.resolve(name + ".err");
        Process process = started(command, output, errors);
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw MevException.fatal(name + " did not end within " + timeout, null);
            }
            if (process.exitValue() != 0) {
                throw MevException.fatal(name + " failed with " + process.exitValue() + ": " + firstOf(errors), null);
            }
            return output;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw MevException.retryable(name + " was interrupted", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process started(List<String> command, Path output, Path errors) {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException notStarted) {
            throw new CompilerAbsentException(command.get(0), notStarted);
        }
    }

    private static String firstOf(Path errors) {
        try {
            String text = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8).strip();
            return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        } catch (IOException unreadable) {
            return "its messages can't be read";
        }
    }
}
