package dev.mevsdk.transport.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/** The wall clock of a child process, which can be set while it runs. Its monotonic clock stays as it is. */
final class JumpingClock {
    private final Path library;
    private final Path offset;

    /** @param folder gets the library, compiled there, and the file that holds the offset */
    JumpingClock(Path folder) throws IOException, InterruptedException {
        library = folder.resolve("jumping_clock.so");
        offset = folder.resolve("offset");
        set(Duration.ZERO);
        Process compiler = new ProcessBuilder(
                        "gcc", "-shared", "-fPIC", "-O2", "-o", library.toString(), "src/test/native/jumping_clock.c")
                .inheritIO()
                .start();
        if (compiler.waitFor() != 0) {
            throw new IllegalStateException("gcc ended with " + compiler.exitValue());
        }
    }

    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "CLOCK_OFFSET_FILE", offset.toString());
    }

    /** From now on the child's wall clock is ahead of ours by this; behind, when negative. */
    void set(Duration ahead) throws IOException {
        ByteBuffer nanos = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        // Never shorter in between: the child has it mapped.
        Files.write(
                offset, nanos.putLong(0, ahead.toNanos()).array(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
