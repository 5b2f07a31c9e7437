package dev.mevsdk.ml.training;

import dev.mevsdk.ml.features.Cutoff;
import dev.mevsdk.ml.features.FeatureSet;
import dev.mevsdk.ml.registry.ActivationPolicy;
import dev.mevsdk.ml.registry.ModelFile;
import dev.mevsdk.ml.registry.ModelManifest;
import dev.mevsdk.ml.training.internal.LossCurve;
import dev.mevsdk.ml.training.internal.TimeSplit;
import dev.mevsdk.ml.training.internal.XgBoost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that is known of a training once it is over; report and manifest are views of it. */
record TrainingFacts(
        String jobId,
        String version,
        TrainingRequest request,
        FeatureSet set,
        String rowsSha256,
        TimeSplit split,
        LossCurve curve,
        Evaluation evaluation,
        ModelManifest.@Nullable ChampionTest champion,
        Exporter.Exported exported,
        long baseGeneration,
        int threads,
        boolean gpu,
        Map<String, Float> gains,
        ActivationPolicy defaultActivation) {

    int bestRounds() {
        return request.params().earlyStoppingRounds() > 0 ? curve.best() + 1 : curve.rounds();
    }

    Cutoff cutoff() {
        Cutoff asked = request.params().cutoff();
        return asked == null ? set.cutoff() : asked;
    }

    String labelRule() {
        String said = request.params().labelRule();
        return said.isEmpty() ? "as recorded in " + set.table() + "." + set.label() : said;
    }

    List<String> notices() {
        return Notices.of(this);
    }

    ModelManifest manifest(Path folder) throws IOException {
        ActivationPolicy asked = request.params().activation();
        ActivationPolicy activation = asked == null ? defaultActivation : asked;
        return new ModelManifest(
                request.module(),
                version,
                Instant.now().toString(),
                jobId,
                set.id(),
                cutoff().wireName(),
                set.columns(),
                set.label(),
                labelRule(),
                set.sql(),
                Map.of("start", request.start().toString(), "end", request.end().toString()),
                rows(),
                rowsSha256,
                params(),
                metrics(),
                champion,
                activation.wireName(),
                baseGeneration,
                files(folder),
                tools(),
                notices());
    }

    Map<String, Long> rows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        rows.put("train", split.train().rows());
        rows.put("validation", split.validation().rows());
        rows.put("test", split.test().rows());
        rows.put("purged", split.purged());
        return rows;
    }

    Map<String, Object> params() {
        TrainingParams p = request.params();
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("max_depth", p.maxDepth());
        params.put("n_estimators", p.nEstimators());
        params.put("learning_rate", p.learningRate());
        params.put("subsample", p.subsample());
        params.put("colsample_bytree", p.colsampleBytree());
        params.put("reg_lambda", p.regLambda());
        params.put("min_child_weight", p.minChildWeight());
        params.put("max_bin", p.maxBin());
        params.put("seed", p.seed());
        params.put("nthread", threads);
        params.put("device", gpu ? "cuda" : "cpu");
        params.put("early_stopping_rounds", p.earlyStoppingRounds());
        params.put("validation_fraction", p.validationFraction());
        params.put("test_fraction", p.testFraction());
        params.put("allow_post_trade", p.allowPostTrade());
        return params;
    }

    Map<String, Object> metrics() {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("auc", evaluation.auc());
        metrics.put("auc_standard_error", Notices.aucStandardError(evaluation));
        metrics.put("log_loss", evaluation.logLoss());
        metrics.put("log_loss_of_rate", evaluation.logLossOfRate());
        metrics.put("average_precision", evaluation.averagePrecision());
        metrics.put("positives", evaluation.positives());
        metrics.put("best_single_feature", evaluation.bestSingleFeature());
        metrics.put("best_single_auc", evaluation.bestSingleAuc());
        metrics.put("rounds", bestRounds());
        metrics.put("proven_equal_rows", evaluation.rows());
        return metrics;
    }

    private static Map<String, String> tools() {
        return Map.of(
                "xgboost", XgBoost.version(),
                "java", System.getProperty("java.version", ""),
                "os", System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""));
    }

    private static List<ModelFile> files(Path folder) throws IOException {
        List<ModelFile> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (!name.endsWith(".tmp")) {
                    files.add(ModelFile.of(name, Files.readAllBytes(file)));
                }
            }
        }
        return files;
    }
}
