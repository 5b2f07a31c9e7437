package dev.mevsdk.jobs;

import dev.mevsdk.core.MevException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A job to be done.
 *
 * @param id `{queue}-...`, at most 128 of letters, digits, dot, dash, underscore: it also names folders
 * @param payload JSON for the handler, at most 1 MiB
 * @param idempotencyKey a second request of the same queue with the same key yields the first one's job
 * @param maxAttempts 1..100 runs before the job ends in error
 * @param priority 0..9, 9 first
 * @param delay before the first run
 */
public record JobRequest(
        String id, String payload, @Nullable String idempotencyKey, int maxAttempts, int priority, Duration delay) {
    public static final int DEFAULT_MAX_ATTEMPTS = 3;
    public static final int DEFAULT_PRIORITY = 5;
    public static final int MAX_PAYLOAD_CHARS = 1 << 20;

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,31}-[A-Za-z0-9._-]{1,95}");

    public JobRequest {
        checkId(id);
        if (payload.length() > MAX_PAYLOAD_CHARS) {
            throw MevException.badInput("payload: at most " + MAX_PAYLOAD_CHARS + " characters");
        }
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > 256)) {
            throw MevException.badInput("idempotency key: 1 to 256 characters");
        }
        if (maxAttempts < 1 || maxAttempts > 100) {
            throw MevException.badInput("max attempts: 1 to 100");
        }
        if (priority < 0 || priority > 9) {
            throw MevException.badInput("priority: 0 to 9, 9 first");
        }
        if (delay.isNegative() || delay.toDays() > 366) {
            throw MevException.badInput("delay: 0 to 366 days");
        }
    }

    /** With an id of its own, `{queue}-{uuid}`. */
    public static JobRequest of(String queue, String payload) {
        return withId(queue + "-" + UUID.randomUUID(), payload);
    }

    public static JobRequest withId(String id, String payload) {
        return new JobRequest(id, payload, null, DEFAULT_MAX_ATTEMPTS, DEFAULT_PRIORITY, Duration.ZERO);
    }

    public JobRequest withIdempotencyKey(@Nullable String key) {
        return new JobRequest(id, payload, key, maxAttempts, priority, delay);
    }

    public JobRequest withMaxAttempts(int attempts) {
        return new JobRequest(id, payload, idempotencyKey, attempts, priority, delay);
    }

    public JobRequest withPriority(int level) {
        return new JobRequest(id, payload, idempotencyKey, maxAttempts, level, delay);
    }

    public JobRequest withDelay(Duration wait) {
        return new JobRequest(id, payload, idempotencyKey, maxAttempts, priority, wait);
    }

    public String queue() {
        return queueOf(id);
    }

    /** What stands before the first dash; the whole text if there is none. */
    public static String queueOf(String jobId) {
        int dash = jobId.indexOf('-');
        return dash < 0 ? jobId : jobId.substring(0, dash);
    }

    /** A training's id is `train-{module}-...`; empty for all others. */
    public static Optional<String> moduleOf(String jobId) {
        return jobId.startsWith("train-")
                ? Optional.of(queueOf(jobId.substring("train-".length())))
                        .filter(module -> module.equals("mev") || module.equals("arbitrage"))
                : Optional.empty();
    }

    /** @throws MevException BAD_INPUT unless it has the form of a job's id */
    public static void checkId(String id) {
        if (!isId(id)) {
            throw MevException.badInput(
                    "job id: `{queue}-...` of letters, digits, dot, dash and underscore, at most 128");
        }
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
