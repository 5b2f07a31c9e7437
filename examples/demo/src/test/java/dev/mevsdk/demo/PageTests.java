package dev.mevsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.mevsdk.core.auth.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The page's own tests, in a real Chromium, against a running demo. */
final class PageTests {
    private static final Path TESTS =
            Path.of("../dashboard/e2e").toAbsolutePath().normalize();
    private static final long LIMIT_MINUTES = 8;
    /** A program is missing; the output says which. */
    private static final int MISSING = 77;

    private PageTests() {}

    /** Without Node.js or Chromium: fails in CI, is skipped elsewhere. Returns what the tests printed. */
    static String run(Demo demo, Path folder, Map<String, String> settings, String... files)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "page-tests", ".log");
        List<String> command = new ArrayList<>(List.of("./run", "--with-parent"));
        command.addAll(List.of(files));
        ProcessBuilder tests = new ProcessBuilder(command)
                .directory(TESTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        tests.environment().put("MEV_PAGE", "http://127.0.0.1:" + demo.port() + "/");
        tests.environment().put("MEV_ADMIN", demo.token(Role.ADMIN));
        tests.environment().put("MEV_VIEWER", demo.token(Role.VIEWER));
        tests.environment().putAll(settings);
        Process process = tests.start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended)
                .as("the page's tests did not end within %d minutes:%n%s", LIMIT_MINUTES, said)
                .isTrue();
        if (process.exitValue() == MISSING) {
            failOrSkip(said);
        }
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static void failOrSkip(String missing) {
        if (System.getenv("CI") != null) {
            fail(missing);
        }
        abort("the page is not tested: " + missing);
    }
}
