package dev.mevsdk.jobs.internal.worker;

import dev.mevsdk.jobs.WorkerObserver;
import java.lang.System.Logger;
import java.time.Duration;

/** Keeps an observer's failure away from the job. */
final class SafeObserver {
    private static final Logger LOG = System.getLogger(SafeObserver.class.getName());

    private final WorkerObserver observer;

    SafeObserver(WorkerObserver observer) {
        this.observer = observer;
    }

    void taken(String jobId, int attempt, Duration waited) {
        tell(() -> observer.onTaken(jobId, attempt));
        tell(() -> observer.onWaited(jobId, waited));
    }

    void staged(String jobId) {
        tell(() -> observer.onStaged(jobId));
    }

    void committed(String jobId) {
        tell(() -> observer.onCommitted(jobId));
    }

    void published(String jobId) {
        tell(() -> observer.onPublished(jobId));
    }

    void ended(String jobId, String how, Duration took) {
        tell(() -> observer.onEnded(jobId, how, took));
    }

    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.log(Logger.Level.WARNING, "a worker's observer failed", e);
        }
    }
}
