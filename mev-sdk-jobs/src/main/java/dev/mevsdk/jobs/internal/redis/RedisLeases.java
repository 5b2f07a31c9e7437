package dev.mevsdk.jobs.internal.redis;

import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.JobRequest;
import dev.mevsdk.jobs.internal.LeaseStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The workers' side of the queue on Redis: each call is one script, fenced by the lease's token. */
abstract class RedisLeases implements LeaseStore {
    private final JobQueueConfig config;
    private final RedisLink link;
    private final Scripts scripts;
    private final Map<String, DoneBatch> doneBatches = new ConcurrentHashMap<>();

    RedisLeases(JobQueueConfig config, RedisLink link, Scripts scripts) {
        this.config = config;
        this.link = link;
        this.scripts = scripts;
    }

    @Override
    public Takes take(String queue, TakeRequest request) {
        config.checkQueue(queue);
        return Replies.takes(scripts.run(
                Script.TAKE,
                queue,
                request.worker(),
                request.requestId(),
                Integer.toString(request.max()),
                millis(request.lease()),
                millis(config.deadTtl()),
                request.lookForDue() ? "1" : "0"));
    }

    @Override
    public WakeSignal signal(String queue) {
        return new RedisWake(link, scripts.keysOf(queue) + "wake");
    }

    @Override
    public Map<String, Answer> renew(String queue, Duration lease, List<Lease> held) {
        List<String> arguments = new ArrayList<>();
        arguments.add(millis(lease));
        for (Lease each : held) {
            arguments.add(each.jobId());
            arguments.add(Long.toString(each.token()));
        }
        List<Object> changed = scripts.run(Script.RENEW, queue, arguments.toArray(String[]::new));
        Map<String, Answer> answers = new HashMap<>();
        for (int i = 0; i < changed.size(); i += 2) {
            answers.put((String) changed.get(i), changed.get(i + 1).equals("lost") ? Answer.LOST : Answer.CANCELLED);
        }
        return answers;
    }

    @Override
    public Answer progress(Lease lease, double fraction, String message) {
        return update(lease, "progress", String.format(Locale.ROOT, "%.4f", fraction), message);
    }

    @Override
    public Answer log(Lease lease, long number, String line) {
        return update(lease, "log", Long.toString(number), line, Integer.toString(config.logLines()));
    }

    @Override
    public Answer checkpoint(Lease lease, byte[] state) {
        return update(lease, "checkpoint", Base64.getEncoder().encodeToString(state));
    }

    private Answer update(Lease lease, String... rest) {
        String[] arguments = new String[rest.length + 2];
        arguments[0] = lease.jobId();
        arguments[1] = Long.toString(lease.token());
        System.arraycopy(rest, 0, arguments, 2, rest.length);
        return Replies.answer(
                scripts.run(Script.UPDATE, lease.queue(), arguments).get(0));
    }

    @Override
    public Optional<byte[]> lastCheckpoint(String jobId) {
        String key = scripts.keysOf(JobRequest.queueOf(jobId)) + "ckpt:" + jobId;
        String state = link.call(c -> c.async().get(key));
        return Optional.ofNullable(state).map(text -> Base64.getDecoder().decode(text));
    }

    @Override
    public Answer commit(Lease lease, Commit commit, Duration extension) {
        List<Object> reply = scripts.run(
                Script.COMMIT,
                lease.queue(),
                lease.jobId(),
                Long.toString(lease.token()),
                commit.staged(),
                commit.target(),
                commit.manifest(),
                commit.host(),
                commit.message(),
                millis(extension));
        return Replies.answer(reply.get(0));
    }

    @Override
    public Answer done(Lease lease, String message, String manifest) {
        DoneBatch batch = doneBatches.computeIfAbsent(
                lease.queue(), queue -> new DoneBatch(scripts, queue, config.endedTtl(), config.deadTtl()));
        return link.await(batch.add(lease, message, manifest));
    }

    @Override
    public Answer fail(Lease lease, Failure failure) {
        List<Object> reply = scripts.run(
                Script.FAIL,
                lease.queue(),
                lease.jobId(),
                Long.toString(lease.token()),
                failure.message(),
                failure.reason(),
                failure.kind().name().toLowerCase(Locale.ROOT),
                millis(failure.delay()),
                millis(config.deadTtl()));
        return Replies.answer(reply.get(0));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
