package dev.mevsdk.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {
    @Test
    void dataSurvivesStopKillAndRestart(@TempDir Path folder) throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.on(folder, 0)) {
            redis.start();
            assertThat(RedisSession.ask(redis, "SET a 1")).isEqualTo("+OK");
            redis.stop();
            redis.start();
            assertThat(RedisSession.ask(redis, "GET a")).isEqualTo("1");

            assertThat(RedisSession.ask(redis, "SET b 2")).isEqualTo("+OK");
            // The append-only file is synced by the operating system, which survives the process.
            redis.kill();
            redis.start();
            assertThat(RedisSession.ask(redis, "GET b")).isEqualTo("2");
        }
    }

    @Test
    void dataOfATemporaryServerSurvivesKillAndRestart() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.create()) {
            redis.start();
            assertThat(RedisSession.ask(redis, "SET a 1")).isEqualTo("+OK");
            redis.kill();
            redis.start();
            assertThat(RedisSession.ask(redis, "GET a")).isEqualTo("1");
            redis.stop();
            redis.start();
            assertThat(RedisSession.ask(redis, "GET a")).isEqualTo("1");
        }
    }

    @Test
    void closeLeavesNoFolderAndNoProcess() {
        EmbeddedRedis redis = EmbeddedRedis.create();
        redis.start();
        long pid = redis.pid();

        redis.close();

        assertThat(redis.folder().path()).doesNotExist();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aServerThatDiesByItselfIsSeenAsNotRunning() {
        try (EmbeddedRedis redis = EmbeddedRedis.create()) {
            redis.start();
            ProcessHandle.of(redis.pid()).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(20)).until(() -> !redis.isRunning());
        }
    }
}
