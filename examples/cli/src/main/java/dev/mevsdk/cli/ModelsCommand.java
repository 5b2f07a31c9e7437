package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
        @Mixin
        private AnyModules modules = new AnyModules();

        @Override
        ExitCode run(Session session) {
            return list(session, modules.names());
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
                    Models.created(version),
                    version.path("feature_set").asText(),
                    version.path("cutoff").asText(),
                    auc.isNumber() ? String.format(java.util.Locale.ROOT, "%.3f", auc.asDouble()) : "-");
        }
    }

    /** `mev models activate` */
    @Command(name = "activate", description = "Makes a version the one that agents use.")
    static final class Activate extends MevCommand {
        @Mixin
        private OneModule module = new OneModule();

        @Parameters(index = "1", paramLabel = "VERSION", description = "As mev models list shows it.")
        private String version = "";

        @Option(
                names = "--expected-generation",
                paramLabel = "N",
                description = "Only if nobody changed it since; exit code 5 else. Default: as it is now")
        private @Nullable Long expectedGeneration;

        @Override
        ExitCode run(Session session) {
            Models models = Models.of(session.api(), module.name());
            JsonNode wanted = models.version(version);
            String known = wanted.path("version").asText();
            if (!Models.isForAgents(wanted)) {
                session.console()
                        .say("agents go on with the model they have: the features of " + known
                                + " know what happened after the trade");
            }
            long expected = expectedGeneration == null ? models.generation() : expectedGeneration;
            return tell(session, module.name(), models.activate(known, expected));
        }

        static ExitCode tell(Session session, String module, JsonNode answer) {
            String told = module + " uses " + answer.path("active").asText() + ", generation "
                    + answer.path("generation").asLong();
            session.console().show(answer, () -> session.console().print(Printable.of(told)));
            return ExitCode.OK;
        }
    }

    /** `mev models rollback` */
    @Command(
            name = "rollback",
            description = "Activates the version that was active before this one; again: one further back.")
    static final class Rollback extends MevCommand {
        @Mixin
        private OneModule module = new OneModule();

        @Override
        ExitCode run(Session session) {
            Models models = Models.of(session.api(), module.name());
            return Activate.tell(session, module.name(), models.activate(models.before(), models.generation()));
        }
    }
}
