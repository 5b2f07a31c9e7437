package dev.mevsdk.ml.training;

import dev.mevsdk.ml.features.FeatureSets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What `POST /api/training/start` does. Thread-safe; blocks as long as enqueueing does. */
public final class TrainingService {
    private final FeatureSets sets;
    private final Enqueue enqueue;

    /** @param enqueue stores the job, in general the job queue's own method */
    public TrainingService(FeatureSets sets, Enqueue enqueue) {
        this.sets = sets;
        this.enqueue = enqueue;
    }

    /** Stores a job for a worker. */
    @FunctionalInterface
    public interface Enqueue {
        /**
         * @param payload JSON
         * @param idempotencyKey a second call with the same one answers the first one's job
         * @return the id of the job that answers the request
         */
        String enqueue(String jobId, String payload, @Nullable String idempotencyKey);
    }

    /** `{"ok":true,"job_id":"train-mev-..."}`. */
    public record StartAnswer(boolean ok, String jobId) {}

    /**
     * Checks the body and enqueues the job `train-{module}-{uuid}`.
     *
     * @param body JSON, see {@link TrainingRequest}
     * @throws dev.mevsdk.core.MevException BAD_INPUT that names the field and what it may be
     */
    public StartAnswer start(String body, @Nullable String idempotencyKey) {
        TrainingRequest request = TrainingRequest.fromJson(body, sets);
        String id = "train-" + request.module() + "-" + UUID.randomUUID();
        return new StartAnswer(true, enqueue.enqueue(id, request.json(), idempotencyKey));
    }
}
