package dev.mevsdk.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
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

    private static void endsWith(Path temporary, java.util.function.Consumer<Process> end) throws Exception {
        List<String> command = ChildJvm.command(HostMain.class, List.of("-Djava.io.tmpdir=" + temporary), List.of());
        Process host = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = host.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.startsWith("pids ")) {
                line = output.readLine();
            }
            assertThat(line).as("the host's pids").isNotNull();
            List<Long> pids =
                    Stream.of(line.substring(5).split(" ")).map(Long::valueOf).toList();
            assertThat(pids).hasSize(3).allMatch(OrphanedServicesIT::isAlive);

            end.accept(host);

            await().atMost(LIMIT).until(() -> pids.stream().noneMatch(OrphanedServicesIT::isAlive));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(Files.list(temporary)).isEmpty());
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
}
