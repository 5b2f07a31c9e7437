package dev.mevsdk.demo;

import dev.mevsdk.core.MevException;
import dev.mevsdk.embedded.ServiceFolder;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Where the demo keeps everything; a temporary folder goes when it is closed. */
record DemoFolder(ServiceFolder folder) implements AutoCloseable {
    /** @throws MevException FATAL when there is no place for it */
    static DemoFolder of(DemoOptions options) {
        try {
            return new DemoFolder(
                    options.data().map(ServiceFolder::permanent).orElseGet(() -> ServiceFolder.temporary("demo")));
        } catch (UncheckedIOException e) {
            throw MevException.fatal("the demo's folder: " + e.getMessage(), e);
        }
    }

    Path path() {
        return folder.path();
    }

    @Override
    public void close() {
        folder.removeIfTemporary();
    }
}
