package dev.mevsdk.ml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.jobs.JobQueue;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.JobState;
import dev.mevsdk.jobs.JobStatus;
import dev.mevsdk.jobs.Worker;
import dev.mevsdk.jobs.WorkerConfig;
import dev.mevsdk.ml.features.DecisionInputs;
import dev.mevsdk.ml.features.FeatureSets;
import dev.mevsdk.ml.registry.Activation;
import dev.mevsdk.ml.registry.ActivationPolicy;
import dev.mevsdk.ml.registry.ModelManifest;
import dev.mevsdk.ml.registry.ModelRegistry;
import dev.mevsdk.ml.scorer.ReloadingScorer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From labelled decisions in ClickHouse over the job queue to a version that an agent serves. */
@ExtendWith(EmbeddedServicesExtension.class)
class TrainingIT {
    private static final int ROWS = 3_000;

    @TempDir
    Path models;

    private JobQueue queue;

    @BeforeEach
    void queue(EmbeddedRedis redis) {
        queue = JobQueue.connect(JobQueueConfig.of(redis.url()));
    }

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void mevIsTrainedThroughTheQueueAndServed(EmbeddedClickHouse clickHouse) {
        try (TestDatabase database = new TestDatabase(clickHouse, "train_mev_it")) {
            insert(database, "mev_sandwich", Decisions.sandwiches(ROWS, 5), "structure.inventory_alignment", 0.5, 0.2);

            ModelManifest manifest = trainAndServe(database, "mev");

            assertThat((double) manifest.metrics().get("auc")).isGreaterThan(0.85);
            assertThat(manifest.cutoff()).isEqualTo("post_trade");
        }
    }

    @Test
    void arbitrageIsTrainedThroughTheQueueAndServed(EmbeddedClickHouse clickHouse) {
        try (TestDatabase database = new TestDatabase(clickHouse, "train_arb_it")) {
            insert(database, "arbitrage", Decisions.arbitrages(ROWS, 6), "market.gross_edge_bps", 0, 20);

            ModelManifest manifest = trainAndServe(database, "arbitrage");

            assertThat((double) manifest.metrics().get("auc")).isGreaterThan(0.85);
            assertThat(manifest.cutoff()).isEqualTo("pre_trade");
        }
    }

    private ModelManifest trainAndServe(TestDatabase database, String module) {
        TrainingConfig config = TrainingConfig.of(models).withActivation(ActivationPolicy.WHEN_NONE_ACTIVE);
        TrainingService service = new TrainingService(FeatureSets.standard(), queue);
        ModelRegistry registry = ModelRegistry.open(models);
        String body = """
                {"module":"%s","range":{"start":"2026-01-01","end":"2026-01-02"},
                 "params":{"n_estimators":40,"max_depth":4,"label_rule":"noisy threshold"}}""".formatted(module);
        try (Worker worker = Worker.start(
                queue,
                WorkerConfig.defaults().withThreads(1),
                Map.of("train", new TrainHandler(config, database.arrow())))) {
            String id = service.start(body, null).jobId();
            JobStatus status = await().atMost(Duration.ofMinutes(3))
                    .until(
                            () -> queue.status(id).orElseThrow(),
                            s -> s.state() == JobState.DONE || s.state() == JobState.ERROR);
            assertThat(status.message()).startsWith("model " + module + "/");
            assertThat(status.state()).isEqualTo(JobState.DONE);
            assertThat(worker.running()).isZero();
        }
        ModelManifest manifest = registry.list(module).get(0);
        assertThat(registry.verify(module, manifest.version())).isEmpty();
        assertThat(registry.activateAutomatically(module))
                .map(Activation::version)
                .contains(manifest.version());
        assertThat(models.resolve(module).resolve("lib" + module + "_latest.so"))
                .exists();
        ReloadingScorer scorer = ReloadingScorer.open(models.resolve(module).resolve("latest"));
        assertThat(scorer.version()).isEqualTo(manifest.version());
        assertThat(scorer.featureNames()).isEqualTo(manifest.columns());
        return manifest;
    }

    /** The label follows from one input and noise. */
    private static void insert(
            TestDatabase database, String table, List<String> decisions, String key, double threshold, double noise) {
        Random random = new Random(9);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < decisions.size(); i++) {
            ToDoubleFunction<String> inputs = DecisionInputs.parse(decisions.get(i));
            boolean positive = inputs.applyAsDouble(key) + noise * random.nextGaussian() > threshold;
            lines.append(Decisions.row(table, decisions.get(i), i, positive ? 1 : 0))
                    .append('\n');
        }
        database.insert(table, lines.toString());
    }
}
