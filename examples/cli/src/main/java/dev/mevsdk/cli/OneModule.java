package dev.mevsdk.cli;

import picocli.CommandLine.Parameters;

/** The argument MODULE of commands that work on one module. */
final class OneModule {
    @Parameters(
            index = "0",
            paramLabel = "MODULE",
            converter = ModuleName.One.class,
            completionCandidates = ModuleName.Candidates.class,
            description = "arbitrage or mev")
    private String name = "";

    String name() {
        return name;
    }
}
