package dev.mevsdk.jobs.internal.redis;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.context.CallContext;
import dev.mevsdk.jobs.CancelResult;
import dev.mevsdk.jobs.Enqueued;
import dev.mevsdk.jobs.JobEvent;
import dev.mevsdk.jobs.JobFilter;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.JobRequest;
import dev.mevsdk.jobs.JobStatus;
import dev.mevsdk.jobs.JobSubscription;
import dev.mevsdk.jobs.QueueStats;
import dev.mevsdk.jobs.RetryResult;
import dev.mevsdk.jobs.internal.Digests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The queue on Redis. What workers use is in {@link RedisLeases}. */
public final class RedisQueue extends RedisLeases {
    private final JobQueueConfig config;
    private final RedisLink link;
    private final Scripts scripts;
    private final RedisListing listing;

    public RedisQueue(JobQueueConfig config) {
        this(config, new RedisLink(config.redisUri(), config.commandTimeout(), config.tls()));
    }

    private RedisQueue(JobQueueConfig config, RedisLink link) {
        this(config, link, new Scripts(link, config.keyPrefix()));
    }

    private RedisQueue(JobQueueConfig config, RedisLink link, Scripts scripts) {
        super(config, link, scripts);
        this.config = config;
        this.link = link;
        this.scripts = scripts;
        this.listing = new RedisListing(link, scripts);
    }

    @Override
    public Enqueued enqueue(JobRequest request) {
        return enqueued(link.await(start(request)));
    }

    @Override
    public List<Enqueued> enqueueAll(List<JobRequest> requests) {
        List<CompletableFuture<List<Object>>> answers = new ArrayList<>(requests.size());
        List<Enqueued> jobs = new ArrayList<>(requests.size());
        for (JobRequest request : requests) {
            answers.add(start(request));
            // A bound on what is under way, so that a long list can't fill the client's queue.
            if (answers.size() - jobs.size() >= 1000) {
                jobs.add(enqueued(link.await(answers.get(jobs.size()))));
            }
        }
        while (jobs.size() < answers.size()) {
            jobs.add(enqueued(link.await(answers.get(jobs.size()))));
        }
        return jobs;
    }

    private CompletableFuture<List<Object>> start(JobRequest request) {
        config.checkQueue(request.queue());
        String key = request.idempotencyKey();
        return scripts.start(
                Script.ENQUEUE,
                request.queue(),
                request.id(),
                request.payload(),
                key == null ? "" : Digests.sha256(key),
                Integer.toString(request.maxAttempts()),
                Integer.toString(request.priority()),
                Long.toString(request.delay().toMillis()),
                UUID.randomUUID().toString(),
                Origins.write(CallContext.current()));
    }

    private static Enqueued enqueued(List<Object> reply) {
        return new Enqueued((String) reply.get(1), (Long) reply.get(0) == 1);
    }

    @Override
    public Optional<JobStatus> status(String jobId) {
        JobRequest.checkId(jobId);
        Map<String, String> hash = link.call(c -> c.async().hgetall(key(jobId, "j:")));
        return hash.isEmpty() ? Optional.empty() : Optional.of(Replies.status(jobId, hash));
    }

    @Override
    public List<QueueStats> stats() {
        List<CompletableFuture<List<Object>>> answers = config.queues().stream()
                .map(queue -> scripts.start(Script.STATS, queue))
                .toList();
        List<QueueStats> stats = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            stats.add(Replies.stats(config.queues().get(i), link.await(answers.get(i))));
        }
        return stats;
    }

    private String key(String jobId, String kind) {
        return scripts.keysOf(JobRequest.queueOf(jobId)) + kind + jobId;
    }

    @Override
    public List<JobStatus> list(JobFilter filter) {
        String queue = filter.queue();
        if (queue != null) {
            config.checkQueue(queue);
        }
        return listing.list(queue == null ? config.queues() : List.of(queue), filter);
    }

    @Override
    public List<String> logs(String jobId, int limit) {
        JobRequest.checkId(jobId);
        if (limit < 1) {
            throw MevException.badInput("limit: at least 1");
        }
        return link.call(c -> c.async().lrange(key(jobId, "log:"), -limit, -1));
    }

    @Override
    public CancelResult cancel(String jobId) {
        JobRequest.checkId(jobId);
        String ttl = Long.toString(config.deadTtl().toMillis());
        return switch ((String) scripts.run(Script.CANCEL, JobRequest.queueOf(jobId), jobId, ttl)
                .get(0)) {
            case "cancelled" -> CancelResult.CANCELLED;
            case "requested" -> CancelResult.REQUESTED;
            case "committed" -> CancelResult.TOO_LATE;
            case "ended" -> CancelResult.ENDED;
            default -> CancelResult.UNKNOWN;
        };
    }

    @Override
    public RetryResult retry(String jobId) {
        JobRequest.checkId(jobId);
        String request = UUID.randomUUID().toString();
        return switch ((String) scripts.run(Script.RETRY, JobRequest.queueOf(jobId), jobId, request)
                .get(0)) {
            case "queued" -> RetryResult.QUEUED;
            case "not_failed" -> RetryResult.NOT_FAILED;
            default -> RetryResult.UNKNOWN;
        };
    }

    @Override
    public JobSubscription subscribe(Consumer<JobEvent> consumer) {
        List<String> streams = config.queues().stream()
                .map(queue -> scripts.keysOf(queue) + "events")
                .toList();
        return new RedisSubscription(link, streams, consumer);
    }

    @Override
    public void ping() {
        link.call(c -> c.async().ping());
    }

    @Override
    public void close() {
        link.close();
    }
}
