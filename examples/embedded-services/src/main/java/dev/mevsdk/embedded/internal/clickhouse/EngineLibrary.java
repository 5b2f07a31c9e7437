package dev.mevsdk.embedded.internal.clickhouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds `libchdb.so`: where the property or variable points, else in the user's cache, where it is fetched to once (178
 * MB, from the npm registry through the ordinary client) and only after its checksum was verified.
 */
public final class EngineLibrary {
    /** System property that names an existing library. */
    public static final String PROPERTY = "mev.chdb.library";
    /** Environment variable that names an existing library. */
    public static final String VARIABLE = "MEV_CHDB_LIBRARY";

    private static final String FILE_NAME = "libchdb.so";
    private static final Object ONE_FETCH_PER_JVM = new Object();

    private EngineLibrary() {}

    /** The library's file; fetches it if needed, which may take minutes. Safe when several processes ask at once. */
    public static Path locate() {
        String given = System.getProperty(PROPERTY, System.getenv(VARIABLE));
        if (given != null && !given.isBlank()) {
            return existing(Path.of(given));
        }
        EnginePackage engine = EnginePackage.forPlatform(
                System.getProperty("os.name").toLowerCase(Locale.ROOT), System.getProperty("os.arch"));
        Path folder = cacheRoot(System.getenv("XDG_CACHE_HOME")).resolve("chdb-" + engine.version());
        Path library = folder.resolve(FILE_NAME);
        if (!Files.isRegularFile(library)) {
            fetchOnce(engine, folder, library);
        }
        return library;
    }

    private static Path existing(Path library) {
        if (!Files.isRegularFile(library)) {
            throw new IllegalStateException("no file " + library + ": let " + PROPERTY + " or " + VARIABLE
                    + " point at a libchdb.so, or unset it to have one fetched");
        }
        return library.toAbsolutePath();
    }

    private static Path cacheRoot(@Nullable String xdgCacheHome) {
        Path cache = xdgCacheHome == null || xdgCacheHome.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(xdgCacheHome);
        return cache.resolve("mev-sdk");
    }

    private static void fetchOnce(EnginePackage engine, Path folder, Path library) {
        synchronized (ONE_FETCH_PER_JVM) {
            try {
                Files.createDirectories(folder);
                try (FileChannel channel = FileChannel.open(
                                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    if (lock.isValid() && !Files.isRegularFile(library)) {
                        fetch(engine, library);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("can't put the ClickHouse engine into " + folder, e);
            }
        }
    }

    private static void fetch(EnginePackage engine, Path library) throws IOException {
        Path scratch = library.resolveSibling("fetch");
        Folders.delete(scratch); // of a fetch that was killed: the lock says nobody uses it
        Files.createDirectories(scratch);
        try {
            Path unpacked = scratch.resolve(FILE_NAME);
            engine.fetch(scratch, unpacked);
            Files.move(unpacked, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Folders.delete(scratch);
        }
    }
}
