package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `mev train` */
@Command(
        name = "train",
        description = "Trains a model, and follows the job to its end.",
        footer = {"", "mev train arbitrage --start 2026-01-01 --end 2026-02-01 --param max_depth=6"})
final class TrainCommand extends MevCommand {
    @Parameters(
            paramLabel = "MODULE",
            converter = ModuleName.One.class,
            completionCandidates = ModuleName.Candidates.class,
            description = "arbitrage or mev")
    private String module = "";

    @Option(names = "--start", required = true, paramLabel = "TIME", description = "First time of the rows, included.")
    private @Nullable String start;

    @Option(names = "--end", required = true, paramLabel = "TIME", description = "Last time, not included.")
    private @Nullable String end;

    @Option(
            names = "--features",
            paramLabel = "NAME",
            description = "Feature set. Default: ${DEFAULT-VALUE}",
            defaultValue = "default")
    private @Nullable String features;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "Parameter of the training, such as max_depth=6; may be repeated.")
    private Map<String, String> parameters = Map.of();

    @Option(names = "--gpu", description = "Use a GPU where the worker has one.")
    private boolean gpu;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "The same key starts one job, however often this is called.")
    private @Nullable String idempotencyKey;

    @Option(names = "--detach", description = "Start it only.")
    private boolean detach;

    @Override
    ExitCode run(Session session) {
        Map<String, String> headers = idempotencyKey == null ? Map.of() : Map.of("Idempotency-Key", idempotencyKey);
        JsonNode started = session.api().post("/api/training/start", body(), headers);
        JobStart.tell(session.console(), started, detach);
        if (!detach) {
            String jobId = started.path("job_id").asText();
            Job job = JobFollower.requireDone(new JobFollower(session).follow(jobId));
            if (!session.console().isJson()) {
                session.console().print(Printable.of(job.message()));
                session.console().say("mev models report " + module + " shows how good it is");
            }
        }
        return ExitCode.OK;
    }

    private ObjectNode body() {
        ObjectNode body =
                Json.object().put("module", module).put("features", features).put("gpu", gpu);
        body.putObject("range").put("start", start).put("end", end);
        ObjectNode params = body.putObject("params");
        parameters.forEach((name, value) -> params.set(name, Json.value(value)));
        return body;
    }
}
