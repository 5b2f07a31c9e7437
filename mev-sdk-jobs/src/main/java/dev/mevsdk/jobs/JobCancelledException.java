package dev.mevsdk.jobs;

import dev.mevsdk.core.MevException;

/** Ends a run whose job was cancelled or whose lease was lost. */
public final class JobCancelledException extends MevException {
    private static final long serialVersionUID = 1L;

    public JobCancelledException(String jobId) {
        super(Category.FATAL, "job " + jobId + " was cancelled");
    }
}
