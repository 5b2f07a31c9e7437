package dev.mevsdk.ml.training;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.JobContext;
import dev.mevsdk.jobs.JobHandler;
import dev.mevsdk.jobs.JobOutcome;
import dev.mevsdk.jobs.clickhouse.ArrowSource;
import dev.mevsdk.ml.export.ExportOptions;
import dev.mevsdk.ml.export.ModelExport;
import dev.mevsdk.ml.features.FeatureSet;
import dev.mevsdk.ml.registry.ModelManifest;
import dev.mevsdk.ml.registry.ModelRegistry;
import dev.mevsdk.ml.training.internal.Booster;
import dev.mevsdk.ml.training.internal.RowStore;
import dev.mevsdk.ml.training.internal.TestRows;
import dev.mevsdk.ml.training.internal.TimeSplit;
import dev.mevsdk.ml.training.internal.XgBoost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/**
 * The job `train-...`: reads labelled rows, trains, evaluates on the latest of them, exports, proves every file equal to
 * XGBoost and hands the folder over for publication as `{models}/{module}/{version}/`. Progress: 0.1 rows loaded, then
 * one step per round to 0.6, 0.7 model saved, 0.8 evaluated, 0.9 exported and proven.
 *
 * <p>Needs xgboost4j, JNA, Arrow and Jackson on the classpath. Thread-safe; memory of one run: the quantised rows (a byte
 * per value), one block of 65,536 rows, and the test part.
 */
public final class TrainHandler implements JobHandler {
    private static final DateTimeFormatter CLICKHOUSE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final TrainingConfig config;
    private final ArrowSource source;
    private final Exporter exporter;
    private final ModelRegistry registry;

    /** @param source the ClickHouse that holds the labelled decisions */
    public TrainHandler(TrainingConfig config, ArrowSource source) {
        this(config, source, Exporter.proven());
    }

    TrainHandler(TrainingConfig config, ArrowSource source, Exporter exporter) {
        this.config = config;
        this.source = source;
        this.exporter = exporter;
        this.registry = ModelRegistry.open(config.models());
    }

    @Override
    public JobOutcome run(JobContext job) throws Exception {
        XgBoost.load();
        TrainingRequest request = TrainingRequest.fromJson(job.payload(), config.features());
        FeatureSet set = config.features().find(request.module(), request.features());
        Path folder = job.stagingFolder(config.models());
        try (RowStore rows = RowStore.create(folder.resolve("rows.tmp"), set.columns())) {
            load(job, request, set, rows);
            return train(job, request, set, rows, folder);
        }
    }

    private void load(JobContext job, TrainingRequest request, FeatureSet set, RowStore rows) {
        Map<String, String> range =
                Map.of("start", CLICKHOUSE.format(request.start()), "end", CLICKHOUSE.format(request.end()));
        source.read(set.sql(), range, batch -> {
            job.throwIfCancelled();
            rows.append(batch);
        });
        if (rows.rows() == 0) {
            throw MevException.badInput("range holds no labelled row of " + set.table() + ": widen range, or record "
                    + set.label() + " first");
        }
        job.progress(0.1, "loaded " + rows.rows() + " rows");
    }

    private JobOutcome train(JobContext job, TrainingRequest request, FeatureSet set, RowStore rows, Path folder)
            throws Exception {
        TrainingParams params = request.params();
        TimeSplit split = TimeSplit.of(rows, params.validationFraction(), params.testFraction());
        boolean gpu = request.gpu() && XgBoost.gpuUsable();
        if (request.gpu() && !gpu) {
            job.log("gpu asked for, but this machine or build of XGBoost has none to use: training on the CPU");
        }
        int threads = params.nthread() == 0 ? config.nthread() : params.nthread();
        long generation = registry.current(request.module()).generation();
        Trainer.Trained trained = new Trainer(job, params, threads, gpu).train(rows, split);
        try (Booster model = trained.model()) {
            Files.write(folder.resolve(ModelExport.JSON), model.save("json"));
            Files.write(folder.resolve(ModelExport.UBJ), model.save("ubj"));
            job.progress(0.7, "saved xgb_model.json and xgb_model.ubj");
            job.throwIfCancelled();
            TestRows test = TestRows.read(rows, split.test().range());
            float[] margins = model.margins(rows, split.test().range(), threads);
            Evaluation evaluation = Evaluations.of(margins, test, set.columns());
            ModelManifest.ChampionTest champion =
                    new Champion(registry).test(set, rows, split.test().range(), test, evaluation, threads);
            job.progress(
                    0.8,
                    "AUC %.4f, logloss %.4f on %d test rows"
                            .formatted(evaluation.auc(), evaluation.logLoss(), evaluation.rows()));
            String version = version(job.jobId());
            ExportOptions options = ExportOptions.of(request.module(), version).withCompiler(config.compiler());
            Exporter.Exported exported = exporter.export(folder, options, test, margins);
            job.progress(0.9, "equal to XGBoost on " + margins.length + " rows: " + exported.proven());
            TrainingFacts facts = new TrainingFacts(
                    job.jobId(),
                    version,
                    request,
                    set,
                    rows.sha256(),
                    split,
                    trained.curve(),
                    evaluation,
                    champion,
                    exported,
                    generation,
                    threads,
                    gpu,
                    model.gains(),
                    config.activation());
            return publish(job, facts, folder, new ReportWriter(facts, margins, test.labels()));
        }
    }

    private JobOutcome publish(JobContext job, TrainingFacts facts, Path folder, ReportWriter report)
            throws IOException {
        job.throwIfCancelled();
        Files.writeString(folder.resolve("report.json"), report.json());
        Files.writeString(folder.resolve("report.html"), report.html());
        ModelManifest manifest = facts.manifest(folder);
        return JobOutcome.publish(
                "model %s/%s: AUC %.4f on %d test rows, after %d rounds"
                        .formatted(
                                manifest.module(),
                                manifest.version(),
                                facts.evaluation().auc(),
                                facts.evaluation().rows(),
                                facts.bestRounds()),
                folder,
                config.models().resolve(manifest.module()).resolve(manifest.version()),
                manifest.toJson());
    }

    /** Sorts by time, and names its job. */
    private static String version(String jobId) {
        String unique = jobId.replaceAll("[^A-Za-z0-9]", "");
        return VERSION.format(Instant.now().truncatedTo(ChronoUnit.SECONDS)) + "-"
                + unique.substring(Math.max(0, unique.length() - 8));
    }
}
