package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.TokenIssuer;
import dev.mevsdk.core.auth.TokenVerifier;
import dev.mevsdk.jobs.JobQueue;
import java.util.Optional;

/**
 * A process that works on jobs and does nothing else: no Kafka, no feed, no API. Its listener has the operations' pages
 * alone. It shares Redis, ClickHouse and the data folder with the control plane, whose own workers may be off.
 */
public final class JobWorker implements AutoCloseable {
    private final OpenParts open = new OpenParts();
    private final Readiness readiness = open.add("readiness", new Readiness());
    private final HttpApi http;

    private JobWorker(ServerConfig config) {
        if (config.workerThreads() == 0) {
            throw MevException.badInput("WORKER_THREADS: must be 1..64 where ROLE=worker");
        }
        try {
            StorageParts storage = StorageParts.open(config.backends(), open);
            JobQueue queue = open.add(
                    "the job queue", JobQueue.connectLazily(config.backends().redis()));
            JobParts.startWorkers(config, queue, storage, open);
            readiness.watch("redis", queue::ping);
            readiness.watch("clickhouse", storage::check);
            http = open.add(
                    "HTTP",
                    HttpApi.start(
                            config,
                            nobody(config),
                            Optional.empty(),
                            routes -> OperationRoutes.add(routes, readiness, new Counters())));
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
    public static JobWorker start(ServerConfig config) {
        return new JobWorker(config);
    }

    public int port() {
        return http.port();
    }

    /** No one has a token: what is open needs none, and there is nothing else. */
    private static Authorization nobody(ServerConfig config) {
        return new Authorization(TokenVerifier.secret(TokenIssuer.generateSecret(), config.tokenRules()));
    }

    /** Running jobs get their drain time. Blocks. */
    @Override
    public void close() {
        readiness.close();
        open.close();
    }
}
