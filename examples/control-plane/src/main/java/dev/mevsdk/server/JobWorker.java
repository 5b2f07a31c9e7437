package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.JobQueue;
import dev.mevsdk.jobs.micrometer.JobMetrics;
import java.util.Optional;

/**
 * A process that works on jobs and does nothing else: no Kafka, no feed, no API. Its listener has the operations' pages
 * alone. It shares Redis, ClickHouse and the data folder with the control plane, whose own workers may be off.
 */
public final class JobWorker implements AutoCloseable {
    private final OpenParts open = new OpenParts();
    private final ServerMetrics metrics = open.add("the metrics", new ServerMetrics());
    private final Readiness readiness = open.add("readiness", new Readiness());
    private final HttpApi http;

    private JobWorker(ServerConfig config, Operations operations) {
        if (config.workerThreads() == 0) {
            throw MevException.badInput("WORKER_THREADS: must be 1..64 where ROLE=worker");
        }
        try {
            StorageParts storage = StorageParts.open(config.backends(), open);
            JobQueue queue = open.add(
                    "the job queue", JobQueue.connectLazily(config.backends().redis()));
            JobMetrics jobs = new JobMetrics(metrics.registry());
            Telemetry telemetry = new Telemetry(metrics.registry(), operations.tracing());
            open.add("the workers", JobParts.startWorkers(config, queue, storage, telemetry, jobs));
            readiness.watch("redis", queue::ping);
            readiness.watch("clickhouse", storage::check);
            readiness.bindTo(metrics.registry());
            RequestFilter requests = new RequestFilter(telemetry);
            Authorization authorization = new Authorization(ControlPlane.tokens(config));
            http = open.add(
                    "HTTP",
                    HttpApi.start(
                            config,
                            requests,
                            authorization,
                            Optional.empty(),
                            routes -> OperationRoutes.add(routes, operations, readiness, metrics)));
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /**
     * Starts it; returns when it listens. Redis and ClickHouse may come later.
     *
     * @throws MevException BAD_INPUT for a configuration that can't work, FATAL when the port is taken
     */
    public static JobWorker start(ServerConfig config, Operations operations) {
        return new JobWorker(config, operations);
    }

    public int port() {
        return http.port();
    }

    /** Running jobs get their drain time. Blocks. */
    @Override
    public void close() {
        readiness.close();
        open.close();
    }
}
