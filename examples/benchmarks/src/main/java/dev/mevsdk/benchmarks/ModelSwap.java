package dev.mevsdk.benchmarks;

import dev.mevsdk.jobs.JobQueue;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.JobState;
import dev.mevsdk.jobs.Worker;
import dev.mevsdk.jobs.WorkerConfig;
import dev.mevsdk.ml.features.FeatureSet;
import dev.mevsdk.ml.features.FeatureSets;
import dev.mevsdk.ml.registry.ModelRegistry;
import dev.mevsdk.ml.scorer.ReloadingScorer;
import dev.mevsdk.ml.training.TrainHandler;
import dev.mevsdk.ml.training.TrainingConfig;
import dev.mevsdk.ml.training.TrainingService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Versions are trained as jobs; from `done` on, the clock runs until a scorer serves the new one. */
final class ModelSwap {
    private static final int ROWS = 20_000;

    private final BenchmarkRun run;
    private final AtomicLong longestGapNanos = new AtomicLong();
    private volatile boolean scoring = true;

    ModelSwap(BenchmarkRun run) {
        this.run = run;
    }

    void measure() throws Exception {
        int swaps = run.quick() ? 2 : 7;
        Path models = Files.createTempDirectory("mev-models");
        FeatureSet set = FeatureSets.standard().find("arbitrage", "default");
        TrainHandler handler = new TrainHandler(TrainingConfig.of(models), new TrainData(set.columns(), ROWS, 1));
        ModelRegistry registry = ModelRegistry.open(models);
        double[] live = new double[swaps];
        double[] pause = new double[swaps];
        double[] control = new double[swaps];
        try (JobQueue queue = JobQueue.inMemory(JobQueueConfig.of(JobQueueConfig.DEFAULT_REDIS_URI));
                Worker worker = Worker.start(queue, WorkerConfig.defaults(), Map.of("train", handler))) {
            TrainingService service = new TrainingService(FeatureSets.standard(), queue);
            activate(registry, train(queue, service, 0));
            Path latest = models.resolve("arbitrage").resolve("latest");
            ReloadingScorer scorer = ReloadingScorer.open(latest);
            Thread agent = new Thread(() -> score(scorer, set.features().size()), "agent");
            agent.start();
            for (int i = 0; i < swaps; i++) {
                String version = train(queue, service, i + 1);
                longestGapNanos.set(0);
                long start = System.nanoTime();
                activate(registry, version);
                scorer.reload(latest);
                long took = System.nanoTime() - start;
                pause[i] = longestGapNanos.getAndSet(0) / 1e6;
                live[i] = took / 1e9;
                TimeUnit.NANOSECONDS.sleep(took);
                control[i] = longestGapNanos.get() / 1e6;
            }
            scoring = false;
            agent.join();
            run.note("swap: " + worker.running() + " jobs left; pause is the longest time between two scores while a"
                    + " version is activated and loaded, control the same over an equal time without a swap");
        } finally {
            delete(models);
        }
        run.figure("publish_to_live_s", "s", live);
        run.figure("swap_pause_ms", "ms", pause);
        run.detail("longest_gap_without_swap", "ms", control);
    }

    private static String train(JobQueue queue, TrainingService service, int seed) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        String body = """
                {"module":"arbitrage","range":{"start":"1970-01-01","end":"2026-01-01"},
                 "params":{"n_estimators":50,"max_depth":6,"seed":%d}}""".formatted(seed);
        try (var subscription = queue.subscribe(event -> {
            JobState state = event.state();
            if (state == JobState.DONE || state == JobState.ERROR) {
                ended.countDown();
            }
        })) {
            String id = service.start(body, null).jobId();
            if (!ended.await(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException("training " + id + " did not end within 5 minutes");
            }
            String message = queue.status(id).orElseThrow().message();
            return message.substring(message.indexOf('/') + 1, message.indexOf(':'));
        }
    }

    private static void activate(ModelRegistry registry, String version) {
        registry.activate("arbitrage", version, registry.current("arbitrage").generation(), "benchmark");
    }

    private void score(ReloadingScorer scorer, int features) {
        float[] row = new float[features];
        long before = System.nanoTime();
        while (scoring) {
            scorer.margin(row);
            long now = System.nanoTime();
            longestGapNanos.accumulateAndGet(now - before, Math::max);
            before = now;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
