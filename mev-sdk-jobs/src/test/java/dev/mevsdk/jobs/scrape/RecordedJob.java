package dev.mevsdk.jobs.scrape;

import dev.mevsdk.jobs.JobContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job that remembers what its handler said. */
final class RecordedJob implements JobContext {
    final List<String> messages = new ArrayList<>();
    final List<Double> fractions = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    byte @Nullable [] checkpoint;
    boolean cancelled;
    private final String id;
    private final String payload;
    private int runs;

    RecordedJob(String id, ScrapeRequest request) {
        this.id = id;
        this.payload = PlanJson.write(request);
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
        return runs;
    }

    @Override
    public long fencingToken() {
        return runs;
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
        checkpoint = state.clone();
    }

    @Override
    public Optional<byte[]> lastCheckpoint() {
        return Optional.ofNullable(checkpoint);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Path stagingFolder(Path root) {
        try {
            runs++;
            return Files.createDirectories(root.resolve(".tmp").resolve(id + "-" + runs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
