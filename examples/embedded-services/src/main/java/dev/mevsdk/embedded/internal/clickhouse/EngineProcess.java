package dev.mevsdk.embedded.internal.clickhouse;

import com.clickhouse.data.ClickHouseCityHash;
import com.sun.jna.Native;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jpountz.lz4.LZ4Factory;

/** One run of the child JVM that holds the engine. Thread-safe. */
public final class EngineProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int KEPT_LINES = 40;

    private final Process process;
    private final CountDownLatch readyOrEnded = new CountDownLatch(1);
    private final Deque<String> lastLines = new ArrayDeque<>();
    private volatile boolean ready;

    private EngineProcess(Process process) {
        this.process = process;
        Thread drain = new Thread(this::readOutput, "clickhouse-output");
        drain.setDaemon(true);
        drain.start();
    }

    /**
     * Starts the engine and returns once it answers.
     *
     * @param temporary whether the child removes the data folder if its parent vanishes
     */
    public static EngineProcess start(Path library, Path data, int port, boolean temporary) {
        try {
            Path scratch = Files.createDirectories(data.resolve("run"));
            Process process = new ProcessBuilder(command(library, data, port, temporary, scratch))
                    .directory(scratch.toFile())
                    .redirectErrorStream(true)
                    .start();
            EngineProcess engine = new EngineProcess(process);
            engine.awaitReady();
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException("can't start the ClickHouse engine", e);
        }
    }

    private static List<String> command(Path library, Path data, int port, boolean temporary, Path scratch) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Nothing outside the data folder, even after kill -9.
                "-XX:-UsePerfData",
                "-XX:ErrorFile=" + scratch.resolve("hs_err_%p.log"),
                "-Djava.io.tmpdir=" + scratch,
                "-Djna.tmpdir=" + scratch,
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                classPath(),
                EngineMain.class.getName(),
                library.toString(),
                data.toString(),
                Integer.toString(port),
                temporary ? "temporary" : "kept");
    }

    /** Just what the child needs, found where this JVM loaded it from. */
    private static String classPath() {
        return Stream.of(EngineMain.class, Native.class, ClickHouseCityHash.class, LZ4Factory.class)
                .map(type -> Path.of(java.net.URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void readOutput() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = out.readLine()) != null) {
                if (line.equals(EngineMain.READY)) {
                    ready = true;
                    readyOrEnded.countDown();
                } else {
                    keep(line);
                }
            }
        } catch (IOException e) {
            keep("output lost");
        }
        readyOrEnded.countDown();
    }

    private void keep(String line) {
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > KEPT_LINES) {
                lastLines.removeFirst();
            }
        }
    }

    private void awaitReady() {
        boolean answered = await(readyOrEnded, START_LIMIT);
        if (!ready) {
            kill();
            String why = answered ? "ended at once" : "did not answer within " + START_LIMIT.toSeconds() + " s";
            synchronized (lastLines) {
                throw new IllegalStateException(
                        "the ClickHouse engine " + why + "; it said:\n" + String.join("\n", lastLines));
            }
        }
    }

    private static boolean await(CountDownLatch latch, Duration limit) {
        try {
            return latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** For tests that stop or cut it from outside. */
    public long pid() {
        return process.pid();
    }

    /** Asks it to end and, when it does not within 10 s, kills it. */
    public void stop() {
        try {
            process.getOutputStream().write((EngineMain.STOP + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            if (process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It is gone already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    /** Ends it with SIGKILL and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
