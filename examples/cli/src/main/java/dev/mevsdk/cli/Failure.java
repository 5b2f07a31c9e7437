package dev.mevsdk.cli;

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

    ExitCode exit() {
        return exit;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
