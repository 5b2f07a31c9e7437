package dev.mevsdk.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services must not outlive the JVM that started them, however that JVM ends. */
class OrphanedServicesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void nothingRunsOrStaysOnDisk_whenTheHostIsKilled(@TempDir Path temporary) throws Exception {
        endsWith(temporary, Process::destroyForcibly);
    }

    @Test
    void nothingRunsOrStaysOnDisk_whenTheHostIsTerminated(@TempDir Path temporary) throws Exception {
        endsWith(temporary, Process::destroy);
    }

    @Test
    void redisEnds_andTheNextStartRemovesItsFolder_whenItsWatchdogIsKilledWithTheHost(@TempDir Path temporary)
            throws Exception {
        Process host = host(RedisHostMain.class, temporary);
        try (BufferedReader output = host.inputReader()) {
            long redis = pids(output).get(0);
            List<ProcessHandle> watchdogs =
                    host.descendants().filter(process -> process.pid() != redis).toList();
            assertThat(watchdogs).isNotEmpty();

            host.destroyForcibly();
            watchdogs.forEach(ProcessHandle::destroyForcibly);

            await().atMost(LIMIT).until(() -> !isAlive(redis));
            List<Path> left = listed(temporary);
            assertThat(left).as("nobody was left to remove it").hasSize(1);
            Process next = host(RedisHostMain.class, temporary);
            try (BufferedReader nextOutput = next.inputReader()) {
                pids(nextOutput);
                assertThat(listed(temporary)).hasSize(1).doesNotContainAnyElementsOf(left);
            } finally {
                next.destroyForcibly();
            }
        } finally {
            host.destroyForcibly();
        }
        await().atMost(LIMIT).untilAsserted(() -> assertThat(listed(temporary)).isEmpty());
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static Process host(Class<?> main, Path temporary) throws IOException {
        List<String> command = ChildJvm.command(main, List.of("-Djava.io.tmpdir=" + temporary), List.of());
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<Long> pids(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith("pids ")) {
            line = output.readLine();
        }
        assertThat(line).as("the host's pids").isNotNull();
        return Stream.of(line.substring(5).split(" ")).map(Long::valueOf).toList();
    }

    private static void endsWith(Path temporary, java.util.function.Consumer<Process> end) throws Exception {
        Process host = host(HostMain.class, temporary);
        try (BufferedReader output = host.inputReader()) {
            List<Long> pids = pids(output);
            assertThat(pids).hasSize(3).allMatch(OrphanedServicesIT::isAlive);

            end.accept(host);

            await().atMost(LIMIT).until(() -> pids.stream().noneMatch(OrphanedServicesIT::isAlive));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(listed(temporary)).isEmpty());
        } finally {
            host.destroyForcibly();
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** A program that starts services and waits for ever. */
    static final class HostMain {
        public static void main(String[] args) throws Exception {
            EmbeddedKafka kafka = EmbeddedKafka.create();
            EmbeddedRedis redis = EmbeddedRedis.create();
            EmbeddedClickHouse clickHouse = EmbeddedClickHouse.create();
            kafka.start();
            redis.start();
            clickHouse.start();
            System.out.println("pids " + kafka.pid() + " " + redis.pid() + " " + clickHouse.pid());
            System.out.flush();
            Thread.currentThread().join();
        }
    }

    /** The same with Redis alone. */
    static final class RedisHostMain {
        public static void main(String[] args) throws Exception {
            EmbeddedRedis redis = EmbeddedRedis.create();
            redis.start();
            System.out.println("pids " + redis.pid());
            System.out.flush();
            Thread.currentThread().join();
        }
    }
}
