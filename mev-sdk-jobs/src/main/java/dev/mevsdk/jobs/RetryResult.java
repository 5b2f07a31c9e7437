package dev.mevsdk.jobs;

/** What became of a wish to run a failed job again. */
public enum RetryResult {
    /** Its attempts count from the start again. A job whose result was committed is published, not run again. */
    QUEUED,
    /** It is waiting, running or done. */
    NOT_FAILED,
    UNKNOWN
}
