package dev.mevsdk.cli;

/** What the command ends with. Scripts rely on the numbers: they never change. */
enum ExitCode {
    OK(0, "what was asked is done"),
    FAILED(
            1,
            "it failed: the job ended in an error, the command was rejected, an agent did not apply it, is halted locally or silent"),
    USAGE(2, "the command line, or a value in it, is wrong"),
    UNREACHABLE(3, "the server can't be reached"),
    NOT_ALLOWED(4, "the token is missing, expired or refused, or its role is too low"),
    CONFLICT(5, "somebody else changed it first: the expected version is not the current one"),
    GAP(6, "watch: events were missed, or nobody knows whether any were"),
    INTERRUPTED(130, "interrupted by Ctrl-C");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }
}
