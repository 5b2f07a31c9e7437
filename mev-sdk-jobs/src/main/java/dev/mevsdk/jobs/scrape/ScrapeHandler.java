package dev.mevsdk.jobs.scrape;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.JobContext;
import dev.mevsdk.jobs.JobHandler;
import dev.mevsdk.jobs.JobOutcome;
import dev.mevsdk.jobs.clickhouse.ArrowSource;
import dev.mevsdk.jobs.export.ExportColumn;
import dev.mevsdk.jobs.export.ExportedFile;
import dev.mevsdk.jobs.export.TableExport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exports a time range of the ingested tables, one file per type, into a folder named for the job. All files end at one
 * bound, frozen with the first attempt, and must hold as many rows as were counted: otherwise nothing is published.
 * Thread-safe; cancellation is looked at with every batch.
 */
public final class ScrapeHandler implements JobHandler {
    private final ArrowSource source;
    private final IngestWatermark watermark;
    private final DatasetConfig config;

    public ScrapeHandler(ArrowSource source, IngestWatermark watermark, DatasetConfig config) {
        this.source = source;
        this.watermark = watermark;
        this.config = config;
    }

    @Override
    public JobOutcome run(JobContext job) {
        ScrapePlan plan = PlanJson.read(job.payload(), config.root());
        Path output = OutputFolder.open(config.root(), plan.output());
        Instant bound = FrozenBound.of(job, plan, watermark);
        Path staged = job.stagingFolder(output);
        OutputFolder.check(config.root(), staged);
        Map<DatasetType, Long> counts = counts(job, plan, bound);
        ScrapeProgress progress = new ScrapeProgress(
                job, counts.values().stream().mapToLong(Long::longValue).sum());
        List<DatasetManifest.FileEntry> files = new ArrayList<>();
        for (DatasetType type : plan.types()) {
            ScrapeQuery query = new ScrapeQuery(type, plan.start(), bound, plan.dex());
            files.add(export(job, plan, query, staged, counts.getOrDefault(type, 0L), progress));
        }
        OutputFolder.check(config.root(), staged);
        return JobOutcome.publish(
                progress.message(),
                staged,
                output.resolve(job.jobId()),
                new DatasetManifest(job.jobId(), plan, bound, files).toJson());
    }

    private Map<DatasetType, Long> counts(JobContext job, ScrapePlan plan, Instant bound) {
        Map<DatasetType, Long> counts = new LinkedHashMap<>();
        for (DatasetType type : plan.types()) {
            job.throwIfCancelled();
            counts.put(type, new TableReader(source, new ScrapeQuery(type, plan.start(), bound, plan.dex())).count());
        }
        return counts;
    }

    private DatasetManifest.FileEntry export(
            JobContext job, ScrapePlan plan, ScrapeQuery query, Path staged, long expected, ScrapeProgress progress) {
        List<ExportColumn> columns = new TableReader(source, query).columns();
        String sql = query.rows(columns.stream().map(ExportColumn::name).toList());
        try (TableExport export = open(plan, staged.resolve(FileNames.of(plan, query.type())), columns)) {
            long read = source.read(sql, query.parameters(), batch -> {
                job.throwIfCancelled();
                export.write(batch);
                progress.add(batch.getRowCount());
            });
            job.throwIfCancelled();
            if (read != expected || export.rows() != expected) {
                throw MevException.retryable(
                        "table " + query.type().table() + ": " + export.rows() + " rows read, " + expected + " counted",
                        null);
            }
            ExportedFile file = export.finish();
            job.log(file.path().getFileName() + ": " + file.rows() + " rows, " + file.bytes() + " bytes");
            return new DatasetManifest.FileEntry(query, sql, columns, file);
        }
    }

    private TableExport open(ScrapePlan plan, Path file, List<ExportColumn> columns) {
        return plan.format() == ScrapePlan.Format.JSONL
                ? TableExport.jsonl(file, columns, config.serverZone())
                : TableExport.parquet(
                        file, columns, config.parquet().with(plan.compression()).with(plan.encodings()));
    }
}
