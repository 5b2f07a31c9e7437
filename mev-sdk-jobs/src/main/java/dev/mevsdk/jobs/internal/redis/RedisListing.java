package dev.mevsdk.jobs.internal.redis;

import dev.mevsdk.jobs.JobFilter;
import dev.mevsdk.jobs.JobState;
import dev.mevsdk.jobs.JobStatus;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists jobs from the sorted sets of their states: a million waiting jobs cost no more than a few. */
final class RedisListing {
    private final RedisLink link;
    private final Scripts scripts;

    RedisListing(RedisLink link, Scripts scripts) {
        this.link = link;
        this.scripts = scripts;
    }

    List<JobStatus> list(List<String> queues, JobFilter filter) {
        List<JobStatus> jobs = new ArrayList<>();
        for (String queue : queues) {
            jobs.addAll(read(scripts.keysOf(queue), ids(scripts.keysOf(queue), filter)));
        }
        return jobs.stream()
                .filter(job -> filter.state() == null || job.state() == filter.state())
                .sorted(Comparator.comparing(JobStatus::createdAt).reversed())
                .limit(filter.limit())
                .toList();
    }

    private List<String> ids(String keys, JobFilter filter) {
        RedisAsyncCommands<String, String> redis = link.shared().async();
        long last = filter.limit() - 1L;
        JobState state = filter.state();
        List<RedisFuture<List<String>>> answers = new ArrayList<>();
        if (state == null || state == JobState.QUEUED) {
            answers.add(redis.zrevrange(keys + "ready", 0, last));
            answers.add(redis.zrange(keys + "delayed", 0, last));
        }
        if (state == null || state == JobState.RUNNING) {
            answers.add(redis.zrange(keys + "leases", 0, last));
        }
        if (state == JobState.ERROR) {
            // Failed jobs are few among the ended ones, so they are read from their own set; cancelled ones too.
            answers.add(redis.zrevrange(keys + "dead", 0, last));
        } else if (state == null || state == JobState.DONE) {
            answers.add(redis.zrevrange(keys + "ended", 0, last));
        }
        List<String> ids = new ArrayList<>();
        answers.forEach(answer -> ids.addAll(link.await(answer, link.timeout())));
        return ids.stream().distinct().toList();
    }

    private List<JobStatus> read(String keys, List<String> ids) {
        RedisAsyncCommands<String, String> redis = link.shared().async();
        Map<String, RedisFuture<Map<String, String>>> hashes = new LinkedHashMap<>();
        ids.forEach(id -> hashes.put(id, redis.hgetall(keys + "j:" + id)));
        List<JobStatus> jobs = new ArrayList<>();
        hashes.forEach((id, answer) -> {
            Map<String, String> hash = link.await(answer, link.timeout());
            if (!hash.isEmpty()) {
                jobs.add(Replies.status(id, hash));
            }
        });
        return jobs;
    }
}
