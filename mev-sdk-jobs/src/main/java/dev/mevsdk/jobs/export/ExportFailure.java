package dev.mevsdk.jobs.export;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Failures of the file system, told without the folder's path. */
final class ExportFailure {
    private ExportFailure() {}

    static MevException of(Path file, IOException cause) {
        String name = String.valueOf(file.getFileName());
        if (cause instanceof FileAlreadyExistsException) {
            return MevException.fatal("file " + name + " exists already", cause);
        }
        String reason = cause instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : cause.getClass().getSimpleName();
        return MevException.retryable("file " + name + " can't be written: " + reason, cause);
    }
}
