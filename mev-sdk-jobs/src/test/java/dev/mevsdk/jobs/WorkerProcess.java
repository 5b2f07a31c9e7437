package dev.mevsdk.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A worker in a JVM of its own that stops at a chosen point of its first job and says so with a file, for the test to
 * kill or freeze it there.
 */
final class WorkerProcess implements AutoCloseable {
    static final Duration LEASE = Duration.ofMillis(1500);

    /** Where the child halts. */
    enum Halt {
        WRITING,
        STAGED,
        COMMITTED,
        PUBLISHED
    }

    private final Process process;
    private final Path marker;

    private WorkerProcess(Process process, Path marker) {
        this.process = process;
        this.marker = marker;
    }

    static WorkerProcess start(JobQueueConfig config, Path root, Halt halt) throws IOException {
        Path marker = root.resolve("halted-" + halt);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerProcess.class.getName(),
                config.redisUri(),
                config.keyPrefix(),
                root.toString(),
                halt.name(),
                marker.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("child-" + halt + ".log").toFile())
                .start();
        return new WorkerProcess(process, marker);
    }

    boolean isHalted() {
        return Files.exists(marker);
    }

    /** kill -9 */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the child does not die");
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Lets a halted child go on. */
    void resume() throws IOException {
        Files.createFile(go(marker));
    }

    boolean hasEndedItsJob() {
        return Files.exists(ended(marker));
    }

    String ending() throws IOException {
        return Files.readString(ended(marker));
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    private static Path go(Path marker) {
        return marker.resolveSibling(marker.getFileName() + ".go");
    }

    private static Path ended(Path marker) {
        return marker.resolveSibling(marker.getFileName() + ".ended");
    }

    static WorkerConfig config() {
        return WorkerConfig.defaults()
                .withLease(LEASE)
                .withBackoff(Duration.ofMillis(50), Duration.ofMillis(100))
                .withOrphanGrace(Duration.ofMillis(300));
    }

    /** The handler of parent and child: what it writes tells which attempt wrote it. */
    static JobOutcome writeRows(JobContext job, Path root, Runnable whileWriting) throws IOException {
        Path staged = job.stagingFolder(root);
        Files.writeString(staged.resolve("rows.txt"), "attempt " + job.attempt());
        whileWriting.run();
        Files.writeString(staged.resolve("more.txt"), "attempt " + job.attempt());
        String manifest = "{\"attempt\":" + job.attempt() + "}";
        return JobOutcome.publish("rows", staged, root.resolve(job.jobId()), manifest);
    }

    public static void main(String[] args) throws InterruptedException {
        Path root = Path.of(args[2]);
        Halt halt = Halt.valueOf(args[3]);
        Path marker = Path.of(args[4]);
        JobQueueConfig config = JobQueueFixture.config(args[0]);
        JobQueue queue = JobQueue.connect(new JobQueueConfig(
                args[0],
                config.queues(),
                args[1],
                config.commandTimeout(),
                config.endedTtl(),
                config.deadTtl(),
                config.logLines(),
                config.tls()));
        JobHandler handler = job -> writeRows(job, root, () -> haltIf(halt == Halt.WRITING, marker));
        WorkerObserver observer = new WorkerObserver() {
            @Override
            public void onStaged(String jobId) {
                haltIf(halt == Halt.STAGED, marker);
            }

            @Override
            public void onCommitted(String jobId) {
                haltIf(halt == Halt.COMMITTED, marker);
            }

            @Override
            public void onPublished(String jobId) {
                haltIf(halt == Halt.PUBLISHED, marker);
            }

            @Override
            public void onEnded(String jobId, String how, Duration took) {
                write(ended(marker), how);
            }
        };
        Worker worker = Worker.start(queue, config(), Map.of("scrape", handler), observer);
        new CountDownLatch(1).await();
        worker.close();
    }

    private static void haltIf(boolean here, Path marker) {
        if (here) {
            write(marker, "here");
            Awaitility.await().forever().until(() -> Files.exists(go(marker)));
        }
    }

    private static void write(Path file, String text) {
        try {
            Path partial = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(partial, text);
            Files.move(partial, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
