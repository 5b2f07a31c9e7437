package dev.mevsdk.jobs;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.internal.LeaseStore;
import dev.mevsdk.jobs.internal.worker.RunningWorker;
import java.util.Map;

/**
 * Takes jobs and runs their handlers, a pool of threads per queue. It goes on by itself after outages of Redis. A
 * handler runs only while its thread is free to do so: nothing is fetched ahead.
 */
public interface Worker extends AutoCloseable {
    /**
     * Starts at once and returns; Redis may be away.
     *
     * @param queue from one of the factories of {@link JobQueue}; not closed with the worker
     * @param handlers by queue
     */
    static Worker start(JobQueue queue, WorkerConfig config, Map<String, JobHandler> handlers) {
        return start(queue, config, handlers, WorkerObserver.none());
    }

    static Worker start(
            JobQueue queue, WorkerConfig config, Map<String, JobHandler> handlers, WorkerObserver observer) {
        if (!(queue instanceof LeaseStore store)) {
            throw MevException.badInput("queue: one that JobQueue.connect or JobQueue.inMemory returned");
        }
        if (handlers.isEmpty()) {
            throw MevException.badInput("handlers: at least one");
        }
        return new RunningWorker(store, config, handlers, observer);
    }

    /** Jobs running now. */
    int running();

    /**
     * Takes no more, lets what runs go on for the drain time, then tells it to stop and gives it back to the queue: that
     * attempt doesn't count. Blocks until then. May be called twice.
     */
    @Override
    void close();
}
