package dev.mevsdk.jobs;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.TlsConfig;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A job queue's settings.
 *
 * @param redisUri `redis://[:password@]host:port[/db]`, `rediss://` or `redis-sentinel://`; unused in memory
 * @param queues the queues there are; a job's id starts with the name of its own
 * @param keyPrefix of every key, with the version of the layout
 * @param commandTimeout after which a call on Redis is a RETRYABLE error
 * @param endedTtl how long a job that is done stays readable
 * @param deadTtl how long a failed or cancelled one does
 * @param logLines kept per job, the newest
 * @param tls of a `rediss://` address; otherwise unused
 */
public record JobQueueConfig(
        String redisUri,
        List<String> queues,
        String keyPrefix,
        Duration commandTimeout,
        Duration endedTtl,
        Duration deadTtl,
        int logLines,
        TlsConfig tls) {
    public static final String DEFAULT_REDIS_URI = "redis://localhost:6379/0";
    public static final List<String> DEFAULT_QUEUES = List.of("scrape", "train");
    public static final String DEFAULT_KEY_PREFIX = "mev:v1";
    public static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofSeconds(3);
    public static final Duration DEFAULT_ENDED_TTL = Duration.ofDays(7);
    public static final Duration DEFAULT_DEAD_TTL = Duration.ofDays(30);
    public static final int DEFAULT_LOG_LINES = 1000;

    private static final Pattern QUEUE = Pattern.compile("[a-z][a-z0-9_]{0,31}");

    public JobQueueConfig {
        queues = List.copyOf(queues);
        if (queues.isEmpty()
                || !queues.stream().allMatch(queue -> QUEUE.matcher(queue).matches())) {
            throw MevException.badInput("queues: at least one, each of a-z, 0-9 and _, starting with a letter");
        }
        if (keyPrefix.isBlank() || keyPrefix.contains("{")) {
            throw MevException.badInput("key prefix: not empty and without {");
        }
        positive("command timeout", commandTimeout);
        positive("ended ttl", endedTtl);
        positive("dead ttl", deadTtl);
        if (logLines < 1) {
            throw MevException.badInput("log lines: at least 1");
        }
    }

    /** The defaults, on the Redis at this address. */
    public static JobQueueConfig of(String redisUri) {
        return new JobQueueConfig(
                redisUri,
                DEFAULT_QUEUES,
                DEFAULT_KEY_PREFIX,
                DEFAULT_COMMAND_TIMEOUT,
                DEFAULT_ENDED_TTL,
                DEFAULT_DEAD_TTL,
                DEFAULT_LOG_LINES,
                TlsConfig.DEFAULT);
    }

    public JobQueueConfig withQueues(String... names) {
        return new JobQueueConfig(
                redisUri, List.of(names), keyPrefix, commandTimeout, endedTtl, deadTtl, logLines, tls);
    }

    public JobQueueConfig withTtl(Duration ended, Duration dead) {
        return new JobQueueConfig(redisUri, queues, keyPrefix, commandTimeout, ended, dead, logLines, tls);
    }

    public JobQueueConfig withCommandTimeout(Duration timeout) {
        return new JobQueueConfig(redisUri, queues, keyPrefix, timeout, endedTtl, deadTtl, logLines, tls);
    }

    public JobQueueConfig withTls(TlsConfig config) {
        return new JobQueueConfig(redisUri, queues, keyPrefix, commandTimeout, endedTtl, deadTtl, logLines, config);
    }

    /** @throws MevException BAD_INPUT naming the queues there are, unless this is one */
    public void checkQueue(String queue) {
        if (!queues.contains(queue)) {
            throw MevException.badInput("queue: one of " + queues);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw MevException.badInput(name + ": more than zero");
        }
    }

    /** Without the address, which may hold a password. */
    @Override
    public String toString() {
        return "JobQueueConfig[queues=" + queues + ", keyPrefix=" + keyPrefix + "]";
    }
}
