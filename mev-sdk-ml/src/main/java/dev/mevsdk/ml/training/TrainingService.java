package dev.mevsdk.ml.training;

import dev.mevsdk.jobs.JobQueue;
import dev.mevsdk.jobs.JobRequest;
import dev.mevsdk.ml.features.FeatureSets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What `POST /api/training/start` does. Thread-safe; blocks as long as enqueueing does. */
public final class TrainingService {
    private final FeatureSets sets;
    private final JobQueue queue;

    /** @param sets the ones requests may name */
    public TrainingService(FeatureSets sets, JobQueue queue) {
        this.sets = sets;
        this.queue = queue;
    }

    /** `{"ok":true,"job_id":"train-mev-..."}`. */
    public record StartAnswer(boolean ok, String jobId) {}

    /**
     * Checks the body and enqueues the job `train-{module}-{uuid}`.
     *
     * @param body JSON, see {@link TrainingRequest}
     * @param idempotencyKey a second call with the same one answers the first one's job; null: none
     * @throws dev.mevsdk.core.MevException BAD_INPUT that names the field and what it may be; RETRYABLE when the queue is
     *     away
     */
    public StartAnswer start(String body, @Nullable String idempotencyKey) {
        TrainingRequest request = TrainingRequest.fromJson(body, sets);
        String id = "train-" + request.module() + "-" + UUID.randomUUID();
        JobRequest job = JobRequest.withId(id, request.json()).withIdempotencyKey(idempotencyKey);
        return new StartAnswer(true, queue.enqueue(job).jobId());
    }
}
