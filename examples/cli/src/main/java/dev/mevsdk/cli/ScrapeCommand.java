package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** `mev scrape` */
@Command(
        name = "scrape",
        description = "Exports decisions as Parquet or JSONL, and follows the job to its end.",
        footer = {"", "Example:", "  mev scrape --start 2026-01-01 --end 2026-02-01 --download ./january"})
final class ScrapeCommand extends MevCommand {
    @Mixin
    private JobOptions job = new JobOptions();

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
    private String format = "";

    @Option(
            names = "--compress",
            paramLabel = "CODEC",
            description = "zstd or none, of Parquet pages. Default: ${DEFAULT-VALUE}",
            defaultValue = "zstd")
    private String compress = "";

    @Option(names = "--output", paramLabel = "FOLDER", description = "Below the server's folder of exports.")
    private @Nullable String output;

    @Option(
            names = "--download",
            paramLabel = "DIR",
            description = "Fetch the files when they are done, each checked against its SHA-256."
                    + " One that was cut is taken up where it broke.")
    private @Nullable Path download;

    @Override
    ExitCode run(Session session) {
        if (job.isDetached() && download != null) {
            throw Failure.usage("--download needs the end of the job: leave out --detach");
        }
        job.run(session, "/api/datasets/scrape", body(), Map.of())
                .ifPresent(done -> new DatasetFiles(session).finish(done.id(), download));
        return ExitCode.OK;
    }

    private ObjectNode body() {
        ObjectNode body = Json.object();
        job.putRange(body);
        types.forEach(body.putArray("types")::add);
        dex.forEach(body.putArray("dex")::add);
        body.put("format", format).put("compress", compress);
        if (output != null) {
            body.put("output", output);
        }
        return body;
    }
}
