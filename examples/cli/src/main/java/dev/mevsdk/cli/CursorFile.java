package dev.mevsdk.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the position of the last event that was written out, so that the next run goes on behind it. Stored at most once a
 * second and at the end: after a crash the last second's events may come again, none is lost. Thread-safe.
 */
final class CursorFile {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final @Nullable Path file;
    private Position stored = Position.NONE;
    private Position newest = Position.NONE;
    private long storedAt = System.nanoTime() - INTERVAL_NANOS;

    /** @param file null: keeps nothing */
    CursorFile(@Nullable Path file) {
        this.file = file;
    }

    /** NONE when there is no file yet. */
    Position read() {
        try {
            return file == null || Files.notExists(file)
                    ? Position.NONE
                    : Position.parse(Files.readString(file).strip());
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
            Files.writeString(next, newest + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            stored = newest;
            storedAt = System.nanoTime();
        } catch (IOException e) {
            throw Failure.failed("--cursor-file: " + file + " can't be written");
        }
    }
}
