package dev.mevsdk.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which of the three standard streams a person looks at. */
final class Terminal {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int DEFAULT_COLUMNS = 80;
    private static final int LEAST_COLUMNS = 40;

    private Terminal() {}

    static boolean isStdin() {
        return isTerminal(STDIN);
    }

    static boolean isStdout() {
        return isTerminal(STDOUT);
    }

    static boolean isStderr() {
        return isTerminal(STDERR);
    }

    /** From `COLUMNS`, which the launcher sets on a terminal. */
    static int columns() {
        String text = System.getenv("COLUMNS");
        return text == null || !text.matches("[1-9][0-9]{1,3}")
                ? DEFAULT_COLUMNS
                : Math.max(LEAST_COLUMNS, Integer.parseInt(text));
    }

    /** Java's own answer tells of all streams together, and not of standard error. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
