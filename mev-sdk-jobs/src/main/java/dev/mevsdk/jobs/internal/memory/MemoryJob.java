package dev.mevsdk.jobs.internal.memory;

import dev.mevsdk.core.context.CallContext;
import dev.mevsdk.jobs.JobRequest;
import dev.mevsdk.jobs.JobState;
import dev.mevsdk.jobs.JobStatus;
import dev.mevsdk.jobs.internal.LeaseStore.Commit;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One job's row. Guarded by its table. */
final class MemoryJob {
    final JobRequest request;
    final long createdMillis;
    final CallContext origin = CallContext.current();
    final Deque<String> log = new ArrayDeque<>();
    JobState state = JobState.QUEUED;
    String phase = "waiting";
    String message = "";
    String reason = "";
    double progress;
    int attempt;
    long token;
    long changedMillis;
    /** When it could first run, or run again. */
    long ableMillis;

    /** Smaller is taken first among jobs of one priority. */
    long order;

    boolean cancelled;
    long logLines;

    @Nullable
    Long dueMillis;

    @Nullable
    Long leasedUntilMillis;

    @Nullable
    Long forgetAtMillis;

    @Nullable
    Commit commit;

    byte @Nullable [] checkpoint;
    String worker = "";
    String manifest = "";

    MemoryJob(JobRequest request, long nowMillis) {
        this.request = request;
        createdMillis = nowMillis;
        changedMillis = nowMillis;
    }

    String id() {
        return request.id();
    }

    boolean isHeld() {
        return phase.equals("taken") || phase.equals("committed");
    }

    boolean isEnded() {
        return state == JobState.DONE || state == JobState.ERROR;
    }

    Optional<Commit> commit() {
        return phase.equals("committed") ? Optional.ofNullable(commit) : Optional.empty();
    }

    JobStatus status() {
        return new JobStatus(
                id(),
                state,
                progress,
                message,
                reason,
                phase,
                attempt,
                request.maxAttempts(),
                request.priority(),
                Instant.ofEpochMilli(changedMillis),
                Instant.ofEpochMilli(createdMillis),
                dueMillis == null ? null : Instant.ofEpochMilli(dueMillis),
                request.payload(),
                manifest,
                token);
    }
}
