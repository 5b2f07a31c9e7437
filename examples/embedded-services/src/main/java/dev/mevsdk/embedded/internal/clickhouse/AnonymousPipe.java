package dev.mevsdk.embedded.internal.clickhouse;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A pipe whose writing end the engine opens by its `/proc` name, as if it were a file. */
final class AnonymousPipe {
    private static final int O_CLOEXEC = 02000000;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int PIPE_BYTES = 1 << 20;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final LibC C = Native.load("c", LibC.class);

    private final int writeEnd;
    private final InputStream reader;
    private boolean writeEndClosed;

    interface LibC extends Library {
        int pipe2(int[] ends, int flags);

        int close(int descriptor);

        int fcntl(int descriptor, int command, int argument);
    }

    AnonymousPipe() throws IOException {
        int[] ends = new int[2];
        if (C.pipe2(ends, O_CLOEXEC) != 0) {
            throw new IOException("no pipe: too many open files?");
        }
        writeEnd = ends[1];
        // Fewer switches between engine and socket; when refused, the default size does.
        C.fcntl(writeEnd, F_SETPIPE_SZ, PIPE_BYTES);
        try {
            // Buffered: a FileInputStream by itself seeks in its readNBytes, which a pipe refuses.
            reader = new BufferedInputStream(new FileInputStream("/proc/self/fd/" + ends[0]), BUFFER_BYTES);
        } catch (IOException e) {
            closeWriteEnd();
            throw e;
        } finally {
            C.close(ends[0]);
        }
    }

    String writeEndPath() {
        return "/proc/self/fd/" + writeEnd;
    }

    InputStream reader() {
        return reader;
    }

    /** The reader sees the end of the stream once the engine has closed its own copy as well. */
    synchronized void closeWriteEnd() {
        if (!writeEndClosed) {
            writeEndClosed = true;
            C.close(writeEnd);
        }
    }
}
