package dev.mevsdk.cli;

import java.util.List;
import picocli.CommandLine.Parameters;

/** The argument MODULE of commands that show one module, or all. */
final class AnyModules {
    @Parameters(
            index = "0",
            paramLabel = "MODULE",
            arity = "0..1",
            defaultValue = ModuleName.EVERY,
            converter = ModuleName.OneOrAll.class,
            completionCandidates = ModuleName.Candidates.class,
            description = "arbitrage, mev or all. Default: all")
    private String name = ModuleName.EVERY;

    List<String> names() {
        return ModuleName.expand(name);
    }
}
