package dev.mevsdk.cli;

import picocli.CommandLine.Parameters;

/** The argument JOB. */
final class JobId {
    @Parameters(index = "0", paramLabel = "JOB", description = "The job's id.")
    private String text = "";

    String text() {
        return text;
    }
}
