package dev.mevsdk.ml.training;

import dev.mevsdk.jobs.JobContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job without a queue: keeps what it is told. */
final class FakeJob implements JobContext {
    final List<Double> fractions = new ArrayList<>();
    final List<String> messages = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    private final String payload;
    private final String id;
    private byte @Nullable [] checkpoint;
    private int cancelAfter = Integer.MAX_VALUE;

    FakeJob(String id, String payload) {
        this.id = id;
        this.payload = payload;
    }

    /** Cancelled once so many progress reports were made. */
    FakeJob cancelledAfter(int reports) {
        cancelAfter = reports;
        return this;
    }

    FakeJob resuming(byte @Nullable [] state) {
        checkpoint = state;
        return this;
    }

    @Override
    public String jobId() {
        return id;
    }

    @Override
    public String payload() {
        return payload;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public long fencingToken() {
        return 1;
    }

    @Override
    public void progress(double fraction, String message) {
        fractions.add(fraction);
        messages.add(message);
    }

    @Override
    public void log(String line) {
        lines.add(line);
    }

    @Override
    public void checkpoint(byte[] state) {
        checkpoint = state;
    }

    @Override
    public Optional<byte[]> lastCheckpoint() {
        return Optional.ofNullable(checkpoint);
    }

    @Override
    public boolean isCancelled() {
        return fractions.size() >= cancelAfter;
    }

    @Override
    public Path stagingFolder(Path root) {
        try {
            return Files.createTempDirectory(Files.createDirectories(root.resolve(".tmp")), id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
