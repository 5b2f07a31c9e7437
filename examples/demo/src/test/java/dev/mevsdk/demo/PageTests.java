package dev.mevsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.mevsdk.core.auth.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The page's own tests, in a real Chromium, against a running demo. */
final class PageTests {
    private static final Path DASHBOARD =
            Path.of("../dashboard").toAbsolutePath().normalize();
    private static final long LIMIT_MINUTES = 8;

    private PageTests() {}

    /** Without Node.js or Chromium: fails in CI, is skipped elsewhere. */
    static void run(Demo demo, Path folder) throws IOException, InterruptedException {
        missing().ifPresent(PageTests::failOrSkip);
        Path output = folder.resolve("page-tests.log");
        ProcessBuilder tests = new ProcessBuilder("node", "--test", "e2e/page.test.mjs")
                .directory(DASHBOARD.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        tests.environment().put("MEV_PAGE", "http://127.0.0.1:" + demo.port() + "/");
        tests.environment().put("MEV_ADMIN", demo.token(Role.ADMIN));
        tests.environment().put("MEV_VIEWER", demo.token(Role.VIEWER));
        Process process = tests.start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended)
                .as("the page's tests did not end within %d minutes:%n%s", LIMIT_MINUTES, said)
                .isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    private static Optional<String> missing() {
        if (onPath("node").isEmpty()) {
            return Optional.of("Node.js is not installed (Debian: apt-get install nodejs npm)");
        }
        Stream<String> browsers = Stream.of("chromium", "google-chrome", "chromium-browser");
        if (System.getenv("CHROMIUM") == null
                && browsers.allMatch(name -> onPath(name).isEmpty())) {
            return Optional.of(
                    "Chromium is not installed (Debian: apt-get install chromium), or set CHROMIUM to its path");
        }
        if (!Files.isDirectory(DASHBOARD.resolve("node_modules/playwright-core"))) {
            return Optional.of("playwright-core is not installed: run npm ci in examples/dashboard");
        }
        return Optional.empty();
    }

    private static void failOrSkip(String missing) {
        if (System.getenv("CI") != null) {
            fail(missing);
        }
        abort("the page is not tested: " + missing);
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
