package dev.mevsdk.jobs;

import dev.mevsdk.core.MevException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The queue as REST shows it: plain requests and responses for any server to map. Thread-safe; calls block and throw as
 * those of {@link JobQueue} do. An empty answer means that there is no such job.
 */
public final class JobService {
    public static final int DEFAULT_LOG_LINES = 200;

    private final JobQueue queue;

    public JobService(JobQueue queue) {
        this.queue = queue;
    }

    /** GET /api/jobs: newest first. */
    public JobList list(ListRequest request) {
        JobState state = request.state == null ? null : state(request.state);
        int limit = request.limit == null ? JobFilter.DEFAULT_LIMIT : request.limit;
        JobFilter filter = new JobFilter(request.queue, state, limit);
        return new JobList(queue.list(filter).stream().map(JobView::of).toList());
    }

    private static JobState state(String wire) {
        JobState state = JobState.ofWire(wire.toLowerCase(Locale.ROOT));
        if (state == JobState.UNKNOWN) {
            throw MevException.badInput("state: one of queued, running, done, error");
        }
        return state;
    }

    /** GET /api/jobs/{id} */
    public Optional<JobView> get(String jobId) {
        return queue.status(jobId).map(JobView::of);
    }

    /**
     * GET /api/datasets/status/{job_id} and /api/training/status/{job_id}: the fields of the original's hash, and `state
     * unknown` alone for an id that is not there or is none.
     *
     * @param kind what the id starts with: `scrape` or `train`
     */
    public Map<String, String> statusFields(String kind, String jobId) {
        Map<String, String> unknown = Map.of("state", JobState.UNKNOWN.wire());
        if (!jobId.startsWith(kind + "-") || !JobRequest.isId(jobId)) {
            return unknown;
        }
        return queue.status(jobId).map(JobStatus::fields).orElse(unknown);
    }

    /**
     * GET /api/jobs/{id}/logs
     *
     * @param limit null for {@value #DEFAULT_LOG_LINES}
     */
    public Optional<JobLogs> logs(String jobId, @Nullable Integer limit) {
        int lines = limit == null ? DEFAULT_LOG_LINES : limit;
        return queue.status(jobId).map(job -> new JobLogs(jobId, queue.logs(jobId, lines)));
    }

    /** POST /api/jobs/{id}:cancel */
    public Optional<JobAction> cancel(String jobId) {
        return switch (queue.cancel(jobId)) {
            case UNKNOWN -> Optional.empty();
            case CANCELLED -> Optional.of(new JobAction(true, jobId, "cancelled"));
            case REQUESTED -> Optional.of(new JobAction(true, jobId, "its worker will stop it"));
            case TOO_LATE -> Optional.of(new JobAction(false, jobId, "its result is being published"));
            case ENDED -> Optional.of(new JobAction(false, jobId, "it had ended before"));
        };
    }

    /** POST /api/jobs/{id}:retry */
    public Optional<JobAction> retry(String jobId) {
        return switch (queue.retry(jobId)) {
            case UNKNOWN -> Optional.empty();
            case QUEUED -> Optional.of(new JobAction(true, jobId, "queued"));
            case NOT_FAILED -> Optional.of(new JobAction(false, jobId, "only a job in state error can be retried"));
        };
    }

    /** @param state queued | running | done | error; null for all, and so for the others */
    public record ListRequest(
            @Nullable String queue,
            @Nullable String state,
            @Nullable Integer limit) {}

    public record JobList(List<JobView> jobs) {}

    /** @param request the job's payload as stored: JSON */
    public record JobView(
            String jobId,
            String queue,
            String state,
            double progress,
            String message,
            String reason,
            String phase,
            int attempt,
            int maxAttempts,
            long ts,
            long created,
            @Nullable Long retryAt,
            String request,
            String manifest) {
        static JobView of(JobStatus job) {
            return new JobView(
                    job.jobId(),
                    job.queue(),
                    job.state().wire(),
                    job.progress(),
                    job.message(),
                    job.reason(),
                    job.phase(),
                    job.attempt(),
                    job.maxAttempts(),
                    job.changedAt().getEpochSecond(),
                    job.createdAt().getEpochSecond(),
                    job.retryAt() == null ? null : job.retryAt().getEpochSecond(),
                    job.payload(),
                    job.manifest());
        }
    }

    public record JobLogs(String jobId, List<String> lines) {}

    /** @param ok false if the job's state forbids it; the message says why */
    public record JobAction(boolean ok, String jobId, String message) {}
}
