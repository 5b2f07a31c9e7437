package dev.mevsdk.jobs;

import java.nio.file.Path;
import java.util.Optional;

/** What a running job knows of itself and may tell. Thread-safe. */
public interface JobContext {
    String jobId();

    /** The request as stored when the job was enqueued: JSON. */
    String payload();

    /** 1 for the first. */
    int attempt();

    /** Rises with every take of this job: a store that keeps it can refuse an older holder. */
    long fencingToken();

    /**
     * Stores and publishes progress.
     *
     * @param fraction 0..1; a smaller value than before is stored as the one before
     */
    void progress(double fraction, String message);

    /** Appends a line to the job's log (capped; kept as long as the job). */
    void log(String line);

    /** Keeps bytes for the next attempt; at most 1 MiB. */
    void checkpoint(byte[] state);

    Optional<byte[]> lastCheckpoint();

    /** True once the job was cancelled or its lease lost: stop soon, nothing of this run will be published. */
    boolean isCancelled();

    /** Throws {@link JobCancelledException} if {@link #isCancelled()}. */
    default void throwIfCancelled() {
        if (isCancelled()) {
            throw new JobCancelledException(jobId());
        }
    }

    /**
     * A fresh folder `{root}/.tmp/{job_id}-{token}/` of this run. Return it with {@link JobOutcome#publish} to have it
     * renamed into place; otherwise the worker removes it.
     */
    Path stagingFolder(Path root);
}
