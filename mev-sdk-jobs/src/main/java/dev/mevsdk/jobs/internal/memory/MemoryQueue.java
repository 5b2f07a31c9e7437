package dev.mevsdk.jobs.internal.memory;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.CancelResult;
import dev.mevsdk.jobs.Enqueued;
import dev.mevsdk.jobs.JobEvent;
import dev.mevsdk.jobs.JobFilter;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.JobRequest;
import dev.mevsdk.jobs.JobState;
import dev.mevsdk.jobs.JobStatus;
import dev.mevsdk.jobs.JobSubscription;
import dev.mevsdk.jobs.QueueStats;
import dev.mevsdk.jobs.RetryResult;
import dev.mevsdk.jobs.internal.Digests;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The queue in memory: the same moves as the scripts on Redis, under one monitor. */
public final class MemoryQueue extends MemoryLeases {
    public MemoryQueue(JobQueueConfig config) {
        super(config);
    }

    @Override
    public Enqueued enqueue(JobRequest request) {
        table.config.checkQueue(request.queue());
        synchronized (table) {
            String key = request.idempotencyKey();
            String unique = request.queue() + "/" + (key == null ? "" : Digests.sha256(key));
            String earlier = key == null ? null : table.idempotent.get(unique);
            if (earlier != null && table.find(earlier) != null) {
                return new Enqueued(earlier, false);
            }
            if (table.find(request.id()) != null) {
                return new Enqueued(request.id(), false);
            }
            if (key != null) {
                table.idempotent.put(unique, request.id());
            }
            add(request);
            return new Enqueued(request.id(), true);
        }
    }

    private void add(JobRequest request) {
        MemoryJob job = new MemoryJob(request, MemoryTable.now());
        table.jobs.put(job.id(), job);
        if (request.delay().isZero()) {
            table.makeReady(job);
        } else {
            table.makeReadyAt(job, job.createdMillis + request.delay().toMillis());
        }
        table.changed(job);
    }

    @Override
    public List<Enqueued> enqueueAll(List<JobRequest> requests) {
        return requests.stream().map(this::enqueue).toList();
    }

    @Override
    public Optional<JobStatus> status(String jobId) {
        JobRequest.checkId(jobId);
        synchronized (table) {
            return Optional.ofNullable(table.find(jobId)).map(MemoryJob::status);
        }
    }

    @Override
    public List<JobStatus> list(JobFilter filter) {
        String queue = filter.queue();
        if (queue != null) {
            table.config.checkQueue(queue);
        }
        synchronized (table) {
            table.forgetEnded();
            return table.jobs.values().stream()
                    .map(MemoryJob::status)
                    .filter(job -> queue == null || job.queue().equals(queue))
                    .filter(job -> filter.state() == null || job.state() == filter.state())
                    .sorted(Comparator.comparing(JobStatus::createdAt).reversed())
                    .limit(filter.limit())
                    .toList();
        }
    }

    @Override
    public List<QueueStats> stats() {
        synchronized (table) {
            table.forgetEnded();
            return table.config.queues().stream().map(table::stats).toList();
        }
    }

    @Override
    public List<String> logs(String jobId, int limit) {
        JobRequest.checkId(jobId);
        if (limit < 1) {
            throw MevException.badInput("limit: at least 1");
        }
        synchronized (table) {
            MemoryJob job = table.find(jobId);
            return job == null
                    ? List.of()
                    : job.log.stream().skip(Math.max(0, job.log.size() - limit)).toList();
        }
    }

    @Override
    public CancelResult cancel(String jobId) {
        JobRequest.checkId(jobId);
        synchronized (table) {
            MemoryJob job = table.find(jobId);
            if (job == null) {
                return CancelResult.UNKNOWN;
            } else if (job.isEnded()) {
                return CancelResult.ENDED;
            } else if (job.commit().isPresent()) {
                return CancelResult.TOO_LATE;
            } else if (job.state == JobState.RUNNING) {
                job.cancelled = true;
                return CancelResult.REQUESTED;
            }
            table.withdraw(job);
            table.cancelled(job);
            return CancelResult.CANCELLED;
        }
    }

    @Override
    public RetryResult retry(String jobId) {
        JobRequest.checkId(jobId);
        synchronized (table) {
            MemoryJob job = table.find(jobId);
            if (job == null) {
                return RetryResult.UNKNOWN;
            } else if (job.state != JobState.ERROR) {
                return RetryResult.NOT_FAILED;
            }
            job.state = JobState.QUEUED;
            job.phase = job.commit().isPresent() ? "committed" : "waiting";
            job.attempt = 0;
            job.reason = "";
            job.message = "";
            job.progress = 0;
            job.cancelled = false;
            job.forgetAtMillis = null;
            table.makeReady(job);
            table.changed(job);
            return RetryResult.QUEUED;
        }
    }

    @Override
    public JobSubscription subscribe(Consumer<JobEvent> consumer) {
        return new MemorySubscription(table, consumer);
    }

    @Override
    public void ping() {}

    @Override
    public void close() {}
}
