package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** `mev scrape` */
@Command(
        name = "scrape",
        description = "Exports decisions as Parquet or JSONL, and follows the job to its end.",
        footer = {"", "mev scrape --start 2026-01-01 --end 2026-02-01 --download ./january"})
final class ScrapeCommand extends MevCommand {
    @Option(
            names = "--start",
            required = true,
            paramLabel = "TIME",
            description = "First time, included: a date or an instant, UTC.")
    private @Nullable String start;

    @Option(names = "--end", required = true, paramLabel = "TIME", description = "Last time, not included.")
    private @Nullable String end;

    @Option(
            names = "--types",
            split = ",",
            paramLabel = "TYPE",
            description = "mev, arb or both. Default: ${DEFAULT-VALUE}",
            defaultValue = "mev,arb")
    private List<String> types = List.of();

    @Option(names = "--dex", split = ",", paramLabel = "NAME", description = "Of these only. Default: all")
    private List<String> dex = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "parquet or jsonl. Default: ${DEFAULT-VALUE}",
            defaultValue = "parquet")
    private @Nullable String format;

    @Option(
            names = "--compress",
            paramLabel = "CODEC",
            description = "zstd or none, of Parquet pages. Default: ${DEFAULT-VALUE}",
            defaultValue = "zstd")
    private @Nullable String compress;

    @Option(names = "--output", paramLabel = "FOLDER", description = "Below the server's folder of exports.")
    private @Nullable String output;

    @Option(
            names = "--download",
            paramLabel = "DIR",
            description = "Fetch the files when they are done, each checked against its SHA-256."
                    + " One that was cut is taken up where it broke.")
    private @Nullable Path download;

    @Option(names = "--detach", description = "Start it only.")
    private boolean detach;

    @Override
    ExitCode run(Session session) {
        if (detach && download != null) {
            throw Failure.usage("--download needs the end of the job: leave out --detach");
        }
        JsonNode started = session.api().post("/api/datasets/scrape", body(), Map.of());
        String jobId = started.path("job_id").asText();
        JobStart.tell(session.console(), started, detach);
        if (!detach) {
            JobFollower.requireDone(new JobFollower(session).follow(jobId));
            new DatasetFiles(session).finish(jobId, download);
        }
        return ExitCode.OK;
    }

    private ObjectNode body() {
        ObjectNode body = Json.object().put("start", start).put("end", end);
        types.forEach(body.putArray("types")::add);
        dex.forEach(body.putArray("dex")::add);
        body.put("format", Objects.requireNonNull(format)).put("compress", compress);
        if (output != null) {
            body.put("output", output);
        }
        return body;
    }
}
