package dev.mevsdk.jobs.internal.redis;

import dev.mevsdk.jobs.JobEvent;
import dev.mevsdk.jobs.JobState;
import dev.mevsdk.jobs.JobStatus;
import dev.mevsdk.jobs.QueueStats;
import dev.mevsdk.jobs.internal.LeaseStore.Answer;
import dev.mevsdk.jobs.internal.LeaseStore.Commit;
import dev.mevsdk.jobs.internal.LeaseStore.Lease;
import dev.mevsdk.jobs.internal.LeaseStore.Origin;
import dev.mevsdk.jobs.internal.LeaseStore.Taken;
import dev.mevsdk.jobs.internal.LeaseStore.Takes;
import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Redis's answers as the queue's types. */
final class Replies {
    private Replies() {}

    static Answer answer(Object reply) {
        return switch (((Long) reply).intValue()) {
            case 1 -> Answer.STORED;
            case 2 -> Answer.CANCELLED;
            default -> Answer.LOST;
        };
    }

    static Takes takes(List<Object> reply) {
        long nextDue = (Long) reply.get(0);
        List<Taken> jobs = new ArrayList<>(reply.size() - 1);
        for (Object job : reply.subList(1, reply.size())) {
            jobs.add(taken((List<?>) job));
        }
        return new Takes(nextDue < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(nextDue)), jobs);
    }

    static QueueStats stats(String queue, List<Object> reply) {
        return new QueueStats(
                queue,
                (Long) reply.get(0),
                (Long) reply.get(1),
                (Long) reply.get(2),
                (Long) reply.get(3),
                Duration.ofMillis((Long) reply.get(4)));
    }

    /** id, payload, attempt, token, phase, staged, target, manifest, host, origin, ms it could have run for */
    private static Taken taken(List<?> job) {
        Lease lease = new Lease(text(job, 0), Long.parseLong(text(job, 3)));
        Optional<Commit> commit = text(job, 4).equals("committed")
                ? Optional.of(new Commit(text(job, 5), text(job, 6), text(job, 7), text(job, 8), ""))
                : Optional.empty();
        Duration waited = Duration.ofMillis(Long.parseLong(text(job, 10)));
        Origin origin = new Origin(Origins.read(text(job, 9)), waited);
        return new Taken(lease, text(job, 1), Integer.parseInt(text(job, 2)), commit, origin);
    }

    private static String text(List<?> job, int field) {
        return (String) job.get(field);
    }

    static JobStatus status(String id, Map<String, String> hash) {
        String retryAt = hash.get("retry_at");
        return new JobStatus(
                id,
                JobState.ofWire(hash.getOrDefault("state", "")),
                Double.parseDouble(hash.getOrDefault("progress", "0")),
                hash.getOrDefault("message", ""),
                hash.getOrDefault("reason", ""),
                hash.getOrDefault("phase", ""),
                (int) number(hash, "attempt"),
                (int) number(hash, "max_attempts"),
                (int) number(hash, "priority"),
                Instant.ofEpochSecond(number(hash, "ts")),
                Instant.ofEpochMilli(number(hash, "created")),
                retryAt == null ? null : Instant.ofEpochMilli(Long.parseLong(retryAt)),
                hash.getOrDefault("payload", ""),
                hash.getOrDefault("manifest", ""),
                number(hash, "token"));
    }

    static JobEvent event(StreamMessage<String, String> message) {
        Map<String, String> body = message.getBody();
        String id = message.getId();
        return new JobEvent(
                id,
                Long.parseLong(id.substring(0, id.indexOf('-'))),
                body.getOrDefault("id", ""),
                JobState.ofWire(body.getOrDefault("state", "")),
                Double.parseDouble(body.getOrDefault("progress", "0")),
                body.getOrDefault("message", ""),
                body.getOrDefault("reason", ""),
                (int) number(body, "attempt"));
    }

    private static long number(Map<String, String> hash, String field) {
        return Long.parseLong(hash.getOrDefault(field, "0"));
    }
}
