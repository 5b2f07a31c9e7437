package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** `mev train` */
@Command(
        name = "train",
        description = "Trains a model, and follows the job to its end.",
        footer = {"", "Example:", "  mev train arbitrage --start 2026-01-01 --end 2026-02-01 --param max_depth=6"})
final class TrainCommand extends MevCommand {
    @Mixin
    private OneModule module = new OneModule();

    @Mixin
    private JobOptions job = new JobOptions();

    @Option(
            names = "--features",
            paramLabel = "NAME",
            description = "Feature set. Default: ${DEFAULT-VALUE}",
            defaultValue = "default")
    private String features = "";

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "Parameter of the training, such as max_depth=6; may be repeated.")
    private Map<String, String> parameters = Map.of();

    @Option(names = "--gpu", description = "Use a GPU where the worker has one.")
    private boolean gpu;

    @Mixin
    private IdempotencyKey key = new IdempotencyKey();

    @Override
    ExitCode run(Session session) {
        Console console = session.console();
        job.run(session, "/api/training/start", body(), key.headers())
                .filter(done -> !console.isJson())
                .ifPresent(done -> {
                    console.print(Printable.of(done.message()));
                    Models.of(session.api(), module.name()).ofJob(done.id()).ifPresent(made -> sayNext(console, made));
                });
        return ExitCode.OK;
    }

    private void sayNext(Console console, JsonNode made) {
        String version = module.name() + " " + Printable.of(made.path("version").asText());
        console.say("mev models report " + version + " shows how good it is");
        if (made.path("active").asBoolean()) {
            console.say(module.name() + " uses it: it is the first that agents can use, or better than the one before");
        } else if (Models.isForAgents(made)) {
            console.say("mev models activate " + version + " makes agents use it");
        } else {
            console.say("agents can't use it: its features know what happened after the trade");
        }
    }

    private ObjectNode body() {
        ObjectNode body = Json.object()
                .put("module", module.name())
                .put("features", features)
                .put("gpu", gpu);
        job.putRange(body.putObject("range"));
        ObjectNode params = body.putObject("params");
        parameters.forEach((name, value) -> params.set(name, Json.value(value)));
        return body;
    }
}
