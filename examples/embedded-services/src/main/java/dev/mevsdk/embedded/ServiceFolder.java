package dev.mevsdk.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where a service keeps its data; a temporary one goes with the service, or, where its process was killed, at the next
 * making of a temporary folder by anybody.
 */
public record ServiceFolder(Path path, boolean temporary) {
    /** A new one below the system's, locked by this process. @throws UncheckedIOException when there is no place for it */
    public static ServiceFolder temporary(String service) {
        try {
            Path folder = Files.createTempDirectory(FolderOwner.PREFIX + service + "-");
            FolderOwner.claim(folder);
            FolderOwner.sweep(folder.resolveSibling(""));
            return new ServiceFolder(folder, true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder for " + service, e);
        }
    }

    /** Made if it is not there. @throws UncheckedIOException when it cannot be */
    public static ServiceFolder permanent(Path path) {
        try {
            return new ServiceFolder(Files.createDirectories(path.toAbsolutePath()), false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the data folder " + path, e);
        }
    }

    /** With all that is in it; nothing may run in it any more. */
    public void removeIfTemporary() {
        if (temporary) {
            delete(path);
            FolderOwner.release(path);
        }
    }

    private static void delete(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException gone) {
            // The child's own watchdog was faster.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + root, e);
        }
    }
}
