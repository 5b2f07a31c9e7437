package dev.mevsdk.jobs.internal;

import dev.mevsdk.core.context.CallContext;
import dev.mevsdk.jobs.JobQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a queue offers its workers. Every call names the lease's token; the queue refuses one that is not the job's
 * newest. Any call may be repeated after an error: the queue takes it once.
 */
public interface LeaseStore extends JobQueue {
    Takes take(String queue, TakeRequest request);

    WakeSignal signal(String queue);

    /**
     * Renews all leases of a worker in one call.
     *
     * @param lease zero asks only
     * @return the jobs that were lost or cancelled
     */
    Map<String, Answer> renew(String queue, Duration lease, List<Lease> held);

    Answer progress(Lease lease, double fraction, String message);

    /** @param number of the line in this run, from 1 */
    Answer log(Lease lease, long number, String line);

    Answer checkpoint(Lease lease, byte[] state);

    Optional<byte[]> lastCheckpoint(String jobId);

    /** The linearization point: after it the job can only be published. */
    Answer commit(Lease lease, Commit commit, Duration extension);

    /** @param manifest replaces the committed one; empty keeps it */
    Answer done(Lease lease, String message, String manifest);

    Answer fail(Lease lease, Failure failure);

    /** How the queue took a call. */
    enum Answer {
        LOST,
        STORED,
        CANCELLED
    }

    record Lease(String jobId, long token) {
        public String queue() {
            return dev.mevsdk.jobs.JobRequest.queueOf(jobId);
        }
    }

    /**
     * @param requestId new for each take; the same when a take is repeated after an error
     * @param lookForDue whether delayed jobs and lost leases that fell due are put back first
     */
    record TakeRequest(String worker, String requestId, int max, Duration lease, boolean lookForDue) {
        public TakeRequest(String worker, String requestId, int max, Duration lease) {
            this(worker, requestId, max, lease, true);
        }
    }

    /** @param nextDue until a delayed job or a lease falls due; empty if there is none, or if jobs were taken */
    record Takes(Optional<Duration> nextDue, List<Taken> jobs) {}

    /** @param commit present if an earlier holder committed it: publish it, don't run it */
    record Taken(Lease lease, String payload, int attempt, Optional<Commit> commit, Origin origin) {}

    /**
     * @param context of the call that made the job
     * @param waited since it could have run
     */
    record Origin(CallContext context, Duration waited) {}

    /** @param host of the worker that wrote the staged folder */
    record Commit(String staged, String target, String manifest, String host, String message) {}

    /** @param delay before the next attempt */
    record Failure(String message, String reason, Kind kind, Duration delay) {
        /** What follows. */
        public enum Kind {
            FINAL,
            RETRY,
            /** The attempt does not count. */
            RELEASE,
            /** A committed job waits for a worker that sees its files. */
            DEFER
        }
    }

    /** Wakes a worker. Used by one thread. */
    interface WakeSignal extends AutoCloseable {
        /** Blocks until there may be work, or the time is over. Throws RETRYABLE when the queue is away. */
        void await(Duration max);

        @Override
        void close();
    }
}
