package dev.mevsdk.demo;

import dev.mevsdk.core.MevException;
import dev.mevsdk.embedded.ServiceFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where one demo keeps everything; a temporary folder goes when it is closed. The lock ends with the process, however it ends. */
record DemoFolder(ServiceFolder folder, FileChannel lock) implements AutoCloseable {
    private static final String LOCK = ".in-use";

    /** @throws MevException BAD_INPUT when another demo runs in it, FATAL when there is no place for it */
    static DemoFolder of(DemoOptions options) {
        try {
            ServiceFolder folder =
                    options.data().map(ServiceFolder::permanent).orElseGet(() -> ServiceFolder.temporary("demo"));
            return new DemoFolder(folder, locked(folder.path()));
        } catch (UncheckedIOException e) {
            throw MevException.fatal("the demo's folder: " + e.getMessage(), e);
        }
    }

    private static FileChannel locked(Path folder) {
        try {
            FileChannel file =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(file)) {
                return file;
            }
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + folder, e);
        }
        throw MevException.badInput("--data: another demo runs in " + folder + "; stop it or name another folder");
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return folder.path();
    }

    @Override
    public void close() {
        try (lock) {
            folder.removeIfTemporary();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock " + folder.path(), e);
        }
    }
}
