package dev.mevsdk.jobs;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.event.EventPublisher;
import dev.mevsdk.jobs.internal.memory.MemoryQueue;
import dev.mevsdk.jobs.internal.redis.RedisQueue;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Jobs waiting, running and ended. A job runs at least once; what it publishes is published exactly once.
 *
 * <p>Thread-safe. Calls block for a round trip to Redis and throw a {@link dev.mevsdk.core.MevException}: RETRYABLE
 * naming the address when Redis is away, BAD_INPUT naming the field. Work is done by a {@link Worker}.
 */
public interface JobQueue extends AutoCloseable {
    /**
     * Connects to Redis 6.2 or newer; later outages are bridged by itself.
     *
     * @throws dev.mevsdk.core.MevException RETRYABLE if it does not answer now
     */
    static JobQueue connect(JobQueueConfig config) {
        RedisQueue queue = new RedisQueue(config);
        try {
            queue.ping();
            return queue;
        } catch (RuntimeException e) {
            queue.close();
            throw e;
        }
    }

    /** As {@link #connect}, but Redis may be away: calls throw RETRYABLE until it is there. */
    static JobQueue connectLazily(JobQueueConfig config) {
        return new RedisQueue(config);
    }

    /** The same contract within this process, for tests and trials: jobs are gone when it ends. */
    static JobQueue inMemory(JobQueueConfig config) {
        return new MemoryQueue(config);
    }

    /** Stores the job. Repeating a request with the same id or idempotency key changes nothing. */
    Enqueued enqueue(JobRequest request);

    /** As {@link #enqueue} for each, in fewer round trips. Not atomic: an error may leave the first ones stored. */
    List<Enqueued> enqueueAll(List<JobRequest> requests);

    Optional<JobStatus> status(String jobId);

    /** Newest first. */
    List<JobStatus> list(JobFilter filter);

    /** Of each queue, in the order of the configuration; costs the same however many jobs there are. */
    List<QueueStats> stats();

    /** The newest lines, oldest of them first. */
    List<String> logs(String jobId, int limit);

    CancelResult cancel(String jobId);

    /** Puts a failed or cancelled job back. */
    RetryResult retry(String jobId);

    /**
     * Hands every change from now on to the consumer, on one thread of the subscription, in the order of each queue. An
     * outage of Redis delays events; of those beyond the newest 10,000 of a queue the oldest are lost. If Redis is away
     * now, the events begin once it is there.
     */
    JobSubscription subscribe(Consumer<JobEvent> consumer);

    /** Publishes every change from now on as TrainingStatus or DatasetStatus. */
    default JobSubscription publishTo(EventPublisher publisher) {
        return subscribe(event -> event.toEnvelope().ifPresent(publisher::publish));
    }

    /** Returns if the queue can be used now; else throws RETRYABLE naming what is away. */
    void ping();

    /** Whether {@link #ping} returns; for a health check. */
    default boolean isReady() {
        try {
            ping();
            return true;
        } catch (MevException e) {
            return false;
        }
    }

    @Override
    void close();
}
