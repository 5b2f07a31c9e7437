package dev.mevsdk.jobs;

/** Does the work of one kind of job. Called on worker threads; several jobs may run at once. */
@FunctionalInterface
public interface JobHandler {
    /**
     * Runs the job. It may run more than once (a worker died, a retry), so its only lasting effect should be what it
     * returns: the worker publishes that exactly once.
     *
     * @throws dev.mevsdk.core.MevException BAD_INPUT or FATAL end the job with `error`; anything else is retried with
     *     backoff until its attempts are spent
     * @throws JobCancelledException to end a job whose {@link JobContext#isCancelled()} is true
     */
    JobOutcome run(JobContext job) throws Exception;
}
