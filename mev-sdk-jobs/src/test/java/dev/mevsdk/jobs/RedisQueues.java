package dev.mevsdk.jobs;

/** Configurations that point at a test's Redis. */
final class RedisQueues {
    private RedisQueues() {}

    static JobQueueConfig at(String url, JobQueueConfig config) {
        return new JobQueueConfig(
                url,
                config.queues(),
                config.keyPrefix(),
                config.commandTimeout(),
                config.endedTtl(),
                config.deadTtl(),
                config.logLines(),
                config.tls());
    }
}
