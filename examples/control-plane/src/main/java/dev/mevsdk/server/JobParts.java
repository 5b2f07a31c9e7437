package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.event.EventPublisher;
import dev.mevsdk.jobs.JobEvent;
import dev.mevsdk.jobs.JobHandler;
import dev.mevsdk.jobs.JobQueue;
import dev.mevsdk.jobs.JobRequest;
import dev.mevsdk.jobs.JobService;
import dev.mevsdk.jobs.JobState;
import dev.mevsdk.jobs.Worker;
import dev.mevsdk.jobs.WorkerConfig;
import dev.mevsdk.jobs.micrometer.JobMetrics;
import dev.mevsdk.jobs.scrape.DatasetConfig;
import dev.mevsdk.jobs.scrape.DatasetService;
import dev.mevsdk.jobs.scrape.ScrapeHandler;
import dev.mevsdk.ml.features.Cutoff;
import dev.mevsdk.ml.features.FeatureSets;
import dev.mevsdk.ml.registry.ActivationPolicy;
import dev.mevsdk.ml.registry.ModelRegistry;
import dev.mevsdk.ml.registry.ModelService;
import dev.mevsdk.ml.training.TrainHandler;
import dev.mevsdk.ml.training.TrainingConfig;
import dev.mevsdk.ml.training.TrainingService;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The queue, its workers, and the services that feed it. */
final class JobParts {
    private static final System.Logger LOG = System.getLogger(JobParts.class.getName());

    private final JobQueue queue;
    private final JobMetrics metrics;
    private final ModelRegistry registry;
    private final DatasetService datasets;
    private final TrainingService training;

    private JobParts(JobQueue queue, ServerConfig config, JobMetrics metrics) {
        this.queue = queue;
        this.metrics = metrics;
        this.registry = ModelRegistry.open(models(config));
        this.datasets = new DatasetService(
                datasetConfig(config), (id, payload) -> queue.enqueue(JobRequest.withId(id, payload)));
        this.training = new TrainingService(FeatureSets.standard(), queue);
    }

    /** Works as soon as, and whenever, Redis is there. */
    static JobParts open(
            ServerConfig config, StorageParts storage, EventPublisher feed, OpenParts open, Telemetry telemetry) {
        JobQueue queue = open.add(
                "the job queue", JobQueue.connectLazily(config.backends().redis()));
        JobParts parts = new JobParts(queue, config, new JobMetrics(telemetry.registry()));
        open.add("the jobs' events", queue.publishTo(feed)::close);
        open.add("the registry's activation", queue.subscribe(parts::activateAfter)::close);
        // What was trained while no server was there.
        parts.activateNewModels();
        if (config.workerThreads() > 0) {
            open.add("the workers", startWorkers(config, queue, storage, telemetry, parts.metrics));
        }
        return parts;
    }

    static Worker startWorkers(
            ServerConfig config, JobQueue queue, StorageParts storage, Telemetry telemetry, JobMetrics metrics) {
        WorkMetrics work = new WorkMetrics(telemetry.registry());
        JobHandler scrape =
                new ScrapeHandler(storage.arrow(), storage.watermark()::completeBefore, datasetConfig(config));
        JobHandler train = new TrainHandler(trainingConfig(config), storage.arrow());
        Map<String, JobHandler> handlers = Map.of("scrape", work.exports(scrape), "train", work.trainings(train));
        WorkerConfig worker = WorkerConfig.defaults().withThreads(config.workerThreads());
        return Worker.start(queue, worker, handlers, new JobSpans(telemetry.tracing(), metrics));
    }

    JobQueue queue() {
        return queue;
    }

    void sampleGauges(GaugeSampling sampling, MeterRegistry meters) {
        sampling.every(() -> metrics.show(queue.stats()), () -> metrics.show(List.of()));
        ModelGauges models = new ModelGauges(registry, meters);
        sampling.every(models::sample, models::clear);
    }

    void addRoutes(Routes routes) {
        JobService jobs = new JobService(queue);
        JobRoutes.add(routes, jobs);
        DatasetRoutes.add(routes, datasets, jobs);
        TrainingRoutes.add(routes, training, jobs);
        ModelRoutes.add(routes, new ModelService(registry));
    }

    /** A finished training may become the active model, if its policy says so and agents can use it before a trade. */
    private void activateAfter(JobEvent event) {
        if (event.state() == JobState.DONE && JobRequest.queueOf(event.jobId()).equals("train")) {
            activateNewModels();
        }
    }

    private void activateNewModels() {
        for (String module : List.of("arbitrage", "mev")) {
            try {
                registry.list(module).stream()
                        .findFirst()
                        .filter(newest -> newest.cutoff().equals(Cutoff.PRE_TRADE.wireName()))
                        .ifPresent(newest -> registry.activateAutomatically(module));
            } catch (MevException e) {
                LOG.log(System.Logger.Level.WARNING, "no model of {0} is activated: {1}", module, e.getMessage());
            }
        }
    }

    private static DatasetConfig datasetConfig(ServerConfig config) {
        return DatasetConfig.of(config.dataFolder().resolve("datasets"));
    }

    private static TrainingConfig trainingConfig(ServerConfig config) {
        ActivationPolicy policy =
                config.development() ? ActivationPolicy.WHEN_NONE_ACTIVE : TrainingConfig.DEFAULT_ACTIVATION;
        return TrainingConfig.of(models(config)).withActivation(policy);
    }

    static Path models(ServerConfig config) {
        return config.dataFolder().resolve("models");
    }
}
