package dev.mevsdk.jobs.internal.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Folders that survive a power cut, and appear at once or not at all. */
final class DurableFolder {
    static final String MANIFEST = "manifest.json";

    private DurableFolder() {}

    /** Writes the manifest and syncs every file and folder, the parent too. */
    static void seal(Path folder, String manifest) throws IOException {
        Files.writeString(folder.resolve(MANIFEST), manifest);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    sync(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error) throws IOException {
                if (error != null) {
                    throw error;
                }
                sync(directory);
                return FileVisitResult.CONTINUE;
            }
        });
        syncParent(folder);
    }

    /**
     * Renames it. The file system refuses when a folder that is not empty is there: the first writer wins.
     *
     * @throws IOException if another is there, or the source is gone
     */
    static void publish(Path staged, Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        syncParent(target);
        syncParent(staged);
    }

    /** The manifest of a published folder; empty if there is no such folder or file. */
    static Optional<String> manifestOf(Path folder) throws IOException {
        Path file = folder.resolve(MANIFEST);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** Removes a folder and what is in it; does not follow links. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void syncParent(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            sync(parent);
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
