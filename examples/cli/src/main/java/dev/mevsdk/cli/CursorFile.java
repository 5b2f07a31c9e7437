package dev.mevsdk.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the position of the last event that was written out, so that the next run goes on behind it. Stored at most once a
 * second and at the end: after a crash the last second's events may come again, none is lost. The second line says what
 * was selected: the server knows the position only for the same selection. Thread-safe.
 */
final class CursorFile {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final @Nullable Path file;
    private final String selection;
    private Position stored = Position.NONE;
    private Position newest = Position.NONE;
    private long storedAt = System.nanoTime() - INTERVAL_NANOS;

    /**
     * @param file null: keeps nothing
     * @param selection of the feed, for a person; one line
     */
    CursorFile(@Nullable Path file, String selection) {
        this.file = file;
        this.selection = selection;
    }

    /**
     * NONE when there is no file yet.
     *
     * @throws Failure USAGE when it holds no position, or that of another selection
     */
    Position read() {
        if (file == null || Files.notExists(file)) {
            return Position.NONE;
        }
        List<String> lines = lines(file);
        if (lines.size() > 1 && !lines.get(1).equals(selection)) {
            throw Failure.usage("--cursor-file: " + file + " is of " + lines.get(1) + ", this is " + selection
                    + ": ask for the same again, or take another file");
        }
        return Position.find(lines.isEmpty() ? "" : lines.get(0).strip())
                .orElseThrow(() -> Failure.usage("--cursor-file: " + file
                        + " holds no position; name another file, or remove it to begin with the newest events"));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw Failure.usage("--cursor-file: " + file + " can't be read");
        }
    }

    synchronized void passed(Position position) {
        newest = position;
        if (System.nanoTime() - storedAt >= INTERVAL_NANOS) {
            store();
        }
    }

    /** Writes a position that was not written yet. */
    synchronized void store() {
        if (file == null || newest.equals(stored) || newest.isNone()) {
            return;
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.writeString(next, newest + "\n" + selection + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            stored = newest;
            storedAt = System.nanoTime();
        } catch (IOException e) {
            throw Failure.failed("--cursor-file: " + file + " can't be written");
        }
    }
}
