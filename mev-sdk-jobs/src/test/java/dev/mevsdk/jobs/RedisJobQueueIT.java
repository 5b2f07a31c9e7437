package dev.mevsdk.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.embedded.EmbeddedRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisJobQueueIT extends JobQueueContract {
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
    public JobQueue open(JobQueueConfig config) {
        return JobQueue.connect(RedisQueues.at(REDIS.url(), config));
    }

    @Test
    void redisAwayAtStartIsARetryableErrorThatNamesIt() {
        JobQueueConfig nowhere =
                JobQueueConfig.of("redis://:hidden-word@127.0.0.1:1/0").withCommandTimeout(Duration.ofSeconds(1));

        assertThatThrownBy(() -> JobQueue.connect(nowhere)).isInstanceOfSatisfying(MevException.class, e -> {
            assertThat(e.category()).isEqualTo(MevException.Category.RETRYABLE);
            assertThat(e).hasMessageContaining("Redis at 127.0.0.1:1 is away").hasMessageNotContaining("hidden");
        });
        try (JobQueue lazy = JobQueue.connectLazily(nowhere)) {
            assertThatThrownBy(lazy::ping).hasMessageContaining("Redis at 127.0.0.1:1");
        }
    }
}
