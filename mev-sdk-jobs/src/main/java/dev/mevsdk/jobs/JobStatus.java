package dev.mevsdk.jobs;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as stored. Times are the queue's clock (Redis's), never the caller's.
 *
 * @param progress 0..1
 * @param message the handler's last word, or why the job failed
 * @param reason why the last attempt ended: `cancelled`, `bad_input`, `failed`, `lease_expired`, `publish_failed`,
 *     `released`; empty otherwise
 * @param phase waiting | taken | committed | published | ended
 * @param attempt 1 for the first run, 0 before it
 * @param retryAt when a delayed or failed job may run next
 * @param manifest of what was published, JSON; empty if nothing was
 * @param fencingToken of the last take, 0 before the first
 */
public record JobStatus(
        String jobId,
        JobState state,
        double progress,
        String message,
        String reason,
        String phase,
        int attempt,
        int maxAttempts,
        int priority,
        Instant changedAt,
        Instant createdAt,
        @Nullable Instant retryAt,
        String payload,
        String manifest,
        long fencingToken) {

    /** The queue follows from the id: what stands before the first dash. */
    public String queue() {
        return JobRequest.queueOf(jobId);
    }

    /** `state progress message ts`, as the original's status hash has them, then the detail. Payload is left out. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("state", state.wire());
        fields.put("progress", state == JobState.DONE ? "1.0" : String.format(Locale.ROOT, "%.4f", progress));
        fields.put("message", message);
        fields.put("ts", Long.toString(changedAt.getEpochSecond()));
        fields.put("attempt", Integer.toString(attempt));
        fields.put("max_attempts", Integer.toString(maxAttempts));
        fields.put("phase", phase);
        fields.put("created", Long.toString(createdAt.getEpochSecond()));
        if (!reason.isEmpty()) {
            fields.put("reason", reason);
        }
        if (retryAt != null) {
            fields.put("retry_at", Long.toString(retryAt.getEpochSecond()));
        }
        return fields;
    }
}
