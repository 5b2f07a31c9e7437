package dev.mevsdk.jobs;

import java.time.Duration;

/**
 * Sees what a worker does. Called on its threads, all calls of one run on the same, so it should return soon; what it
 * throws is logged. The thread's {@link dev.mevsdk.core.context.CallContext} is that of the job.
 */
public interface WorkerObserver {
    /** A job was taken and is about to run, or to be published if an earlier worker committed it. */
    default void onTaken(String jobId, int attempt) {}

    /** With {@link #onTaken}: how long the job could have run and did not. */
    default void onWaited(String jobId, Duration waited) {}

    /** The handler returned a folder; it is on disk and about to be committed. */
    default void onStaged(String jobId) {}

    /** The result is committed; the folder is about to be renamed. */
    default void onCommitted(String jobId) {}

    /** The folder is in its place; the job is about to be marked as done. */
    default void onPublished(String jobId) {}

    /** This worker is through with the job: `done`, `failed`, `cancelled`, `blocked` (can't be published here) or `lost`. */
    default void onEnded(String jobId, String how, Duration took) {}

    static WorkerObserver none() {
        return new WorkerObserver() {};
    }
}
