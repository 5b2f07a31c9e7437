package dev.mevsdk.jobs;

/**
 * The job that answers a request.
 *
 * @param created false if the idempotency key or the id was there before: the job is the earlier one
 */
public record Enqueued(String jobId, boolean created) {}
