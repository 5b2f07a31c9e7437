package dev.mevsdk.jobs;

import dev.mevsdk.embedded.EmbeddedRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisObservationIT extends ObservationContract {
    private static final EmbeddedRedis REDIS = EmbeddedRedis.create();

    @BeforeAll
    static void startRedis() {
        REDIS.start();
    }

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @Override
    JobQueue open(JobQueueConfig config) {
        return JobQueue.connect(RedisQueues.at(REDIS.url(), config));
    }
}
