package dev.mevsdk.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A server process that can't outlive this JVM: its standard input is a pipe, and the child ends when that pipe ends,
 * which the kernel sees to even when this JVM is killed. The one thing written to it is the wish to stop.
 */
final class ChildProcess {
    private static final int LINES_IN_AN_ERROR = 15;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final String name;
    private final Process process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts a command and returns once it printed a line that says it is ready. Its output goes to the log file. */
    static ChildProcess start(
            String name, List<String> command, Path log, Predicate<String> readyLine, Duration limit) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + ": " + e.getMessage(), e);
        }
        ChildProcess child = new ChildProcess(name, process);
        Thread reader = new Thread(() -> child.copyOutput(log, readyLine), name + "-output");
        reader.setDaemon(true);
        reader.start();
        child.awaitReady(limit);
        return child;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Asks the child to stop in good order and keep its data; kills it if it doesn't. */
    void stop() {
        try (OutputStream pipe = process.getOutputStream()) {
            // A line means stop; the end of the pipe without one means that nobody will come back for the data.
            pipe.write('\n');
        } catch (IOException e) {
            // The child is gone already.
        }
        if (!exitsWithin(STOP_LIMIT)) {
            kill();
        }
    }

    /** SIGKILL to the child and what it started; returns when all of them are gone. */
    void kill() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        // The child first: it must not react to the end of what it started.
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            try {
                one.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException(name + " (pid " + one.pid() + ") does not die", e);
            }
        }
    }

    private boolean exitsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private void copyOutput(Path log, Predicate<String> readyLine) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                keep(log, line);
                if (readyLine.test(line)) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            // The pipe breaks when the child is killed.
        }
        ready.completeExceptionally(new IllegalStateException(name + " ended before it was ready"));
    }

    private synchronized void keep(Path log, String line) throws IOException {
        if (lastLines.size() == LINES_IN_AN_ERROR) {
            lastLines.removeFirst();
        }
        lastLines.addLast(line);
        Path folder = log.getParent();
        if (folder != null && Files.isDirectory(folder)) {
            Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private void awaitReady(Duration limit) {
        try {
            ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            kill();
            throw new IllegalStateException(name + " did not start within " + limit + "; it said last: " + said(), e);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " was starting", e);
        }
    }

    private synchronized String said() {
        return String.join("\n  ", lastLines);
    }
}
