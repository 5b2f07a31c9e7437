package dev.mevsdk.demo;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the demo keeps everything; a temporary folder goes when it is closed. */
record DemoFolder(Path path, boolean temporary) implements AutoCloseable {
    /** @throws MevException FATAL when there is no place for it */
    static DemoFolder of(DemoOptions options) {
        try {
            return options.data().isPresent()
                    ? new DemoFolder(
                            Files.createDirectories(options.data().get().toAbsolutePath()), false)
                    : new DemoFolder(Files.createTempDirectory("mev-sdk-demo-"), true);
        } catch (IOException e) {
            throw MevException.fatal("cannot make the demo's folder: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!temporary) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
