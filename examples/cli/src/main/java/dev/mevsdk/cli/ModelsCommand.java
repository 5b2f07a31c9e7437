package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `mev models` */
@Command(
        name = "models",
        description = "The registry; without a command: the versions of all modules.",
        subcommands = {
            ModelsCommand.ListModels.class,
            ModelsCommand.Activate.class,
            ModelsCommand.Rollback.class,
            ModelReport.class
        })
final class ModelsCommand extends MevCommand {
    @Override
    ExitCode run(Session session) {
        return ListModels.list(session, ModuleName.ALL);
    }

    /** `mev models list` */
    @Command(name = "list", description = "Versions, the newest first.")
    static final class ListModels extends MevCommand {
        @Parameters(
                paramLabel = "MODULE",
                arity = "0..1",
                defaultValue = ModuleName.EVERY,
                converter = ModuleName.OneOrAll.class,
                completionCandidates = ModuleName.Candidates.class,
                description = "arbitrage, mev or all. Default: all")
        private String module = ModuleName.EVERY;

        @Override
        ExitCode run(Session session) {
            return list(session, ModuleName.expand(module));
        }

        static ExitCode list(Session session, List<String> modules) {
            Table table = new Table("MODULE", "VERSION", "ACTIVE", "CREATED", "FEATURES", "CUTOFF", "AUC");
            for (String module : modules) {
                Models models = Models.of(session.api(), module);
                if (session.console().isJson()) {
                    session.console().print(models.view());
                }
                models.versions().forEach(version -> row(table, module, version));
            }
            if (!session.console().isJson()) {
                table.print(session.console());
            }
            return ExitCode.OK;
        }

        private static void row(Table table, String module, JsonNode version) {
            JsonNode auc = version.path("metrics").path("auc");
            table.row(
                    module,
                    version.path("version").asText(),
                    version.path("active").asBoolean() ? "active" : "",
                    version.path("created_at").asText(),
                    version.path("feature_set").asText(),
                    version.path("cutoff").asText(),
                    auc.isNumber() ? String.format(java.util.Locale.ROOT, "%.3f", auc.asDouble()) : "-");
        }
    }

    /** `mev models activate` */
    @Command(name = "activate", description = "Makes a version the one that agents use.")
    static final class Activate extends MevCommand {
        @Parameters(
                index = "0",
                paramLabel = "MODULE",
                converter = ModuleName.One.class,
                completionCandidates = ModuleName.Candidates.class,
                description = "arbitrage or mev")
        private String module = "";

        @Parameters(index = "1", paramLabel = "VERSION", description = "As mev models list shows it.")
        private String version = "";

        @Option(
                names = "--expected-generation",
                paramLabel = "N",
                description = "Only if nobody changed it since; exit code 5 else. Default: as it is now")
        private @Nullable Long expectedGeneration;

        @Override
        ExitCode run(Session session) {
            Models models = Models.of(session.api(), module);
            String known = models.version(version).path("version").asText();
            long expected = expectedGeneration == null ? models.generation() : expectedGeneration;
            return tell(session, module, models.activate(known, expected));
        }

        static ExitCode tell(Session session, String module, JsonNode answer) {
            if (session.console().isJson()) {
                session.console().print(answer);
            } else {
                session.console()
                        .print(Printable.of(
                                module + " uses " + answer.path("active").asText() + ", generation "
                                        + answer.path("generation").asLong()));
            }
            return ExitCode.OK;
        }
    }

    /** `mev models rollback` */
    @Command(name = "rollback", description = "Activates the version that was active before this one.")
    static final class Rollback extends MevCommand {
        @Parameters(
                paramLabel = "MODULE",
                converter = ModuleName.One.class,
                completionCandidates = ModuleName.Candidates.class,
                description = "arbitrage or mev")
        private String module = "";

        @Override
        ExitCode run(Session session) {
            Models models = Models.of(session.api(), module);
            return Activate.tell(session, module, models.activate(models.before(), models.generation()));
        }
    }
}
