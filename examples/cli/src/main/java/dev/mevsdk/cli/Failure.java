package dev.mevsdk.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Ends the command with a message for a person and a code for a script. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exit;

    Failure(ExitCode exit, String message) {
        super(message, null, false, false);
        this.exit = exit;
    }

    static Failure usage(String message) {
        return new Failure(ExitCode.USAGE, message);
    }

    static Failure failed(String message) {
        return new Failure(ExitCode.FAILED, message);
    }

    /** Says why in words: of what the file system throws, the message alone is often no more than the file's name. */
    static Failure cannotWrite(Path file, IOException e) {
        String why = e instanceof NoSuchFileException
                ? "there is no such folder"
                : e instanceof AccessDeniedException
                        ? "not allowed"
                        : e instanceof FileSystemException system && system.getReason() != null
                                ? system.getReason()
                                : String.valueOf(e.getMessage());
        return failed("cannot write " + file + ": " + why);
    }

    ExitCode exit() {
        return exit;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
