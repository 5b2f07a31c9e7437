package dev.mevsdk.jobs;

/** What became of a cancellation. */
public enum CancelResult {
    /** It was waiting and has ended, state `error`, reason `cancelled`. */
    CANCELLED,
    /** It runs; its worker sees the request within about a second. */
    REQUESTED,
    /** Its result is committed and is being published. */
    TOO_LATE,
    /** It had ended before. */
    ENDED,
    UNKNOWN
}
