package dev.mevsdk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, as a terminal sends it: SIGINT to the demo and to everything it started, at once. */
class DemoProcessIT {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final int INTERRUPTED = 130;

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();

    @Test
    void ctrlCEndsEverything() throws Exception {
        endsAfter("Ctrl-C ends everything.");
    }

    /** The folder is there before the first line is. */
    @ParameterizedTest
    @ValueSource(strings = {"", "ClickHouse ", "Control plane "})
    void ctrlCDuringTheStartEndsEverything(String line) throws Exception {
        endsAfter(line);
    }

    @Test
    void anUnknownOptionIsNamed_andNothingStarts() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Process demo = launch(temporary, "--prot", "1");
        assertThat(demo.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(2);
        assertThat(output()).contains("unknown option --prot").contains("--port");
        assertThat(Files.list(temporary)).isEmpty();
    }

    @Test
    void theLogIsSetByTheEnvironment_andAWrongSettingIsNamed() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        variables.put("LOG_FORMAT", "xml");
        Process demo = launch(temporary, "--port", "0");
        assertThat(demo.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(2);
        assertThat(output()).contains("LOG_FORMAT").contains("json");
        assertThat(Files.list(temporary)).isEmpty();
    }

    private void endsAfter(String line) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Process demo = launch(temporary, "--port", "0", "--history-slots", "200");
        List<ProcessHandle> children = new ArrayList<>();
        try {
            await().atMost(START_LIMIT).until(() -> {
                assertThat(demo.isAlive()).as(output()).isTrue();
                boolean begun = !isEmpty(temporary);
                return begun && output().lines().anyMatch(printed -> printed.startsWith(line));
            });
            demo.descendants().forEach(children::add);
            long asked = System.nanoTime();
            interrupt(demo, children);

            boolean ended = demo.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            System.out.printf(
                    "Ctrl-C after \"%s\": ended after %d ms%n", line, (System.nanoTime() - asked) / 1_000_000);
            assertThat(ended).as(output()).isTrue();
            assertThat(demo.exitValue()).as(output()).isEqualTo(INTERRUPTED);
            if (line.startsWith("Ctrl-C")) {
                assertThat(output())
                        .containsPattern("\nexport MEV_SERVER=http://127\\.0\\.0\\.1:\\d+ MEV_TOKEN=\\S+\n")
                        .containsPattern("\nKAFKA=\\S+ .* MODELS='/.*' KILL_FILE=halt examples/agent/run\n")
                        .containsPattern("\nKAFKA=\\S+ CLICKHOUSE_HOST=\\S+ CLICKHOUSE_PORT=\\d+ .*/verify\n");
            }
            assertThat(output()).contains("stopped").doesNotContain("did not close cleanly", "Exception");
            await().atMost(STOP_LIMIT).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(Files.list(temporary)).isEmpty();
        } finally {
            children.forEach(ProcessHandle::destroyForcibly);
            demo.destroyForcibly();
        }
    }

    /** One by one and by positive numbers: some versions of kill misread the negative number of a group as -1, "all". */
    private static void interrupt(Process demo, List<ProcessHandle> children) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-s", "INT", Long.toString(demo.pid())));
        for (ProcessHandle child : children) {
            if (groupOf(child.pid()).equals(Long.toString(demo.pid()))) {
                command.add(Long.toString(child.pid()));
            }
        }
        new ProcessBuilder(command).start().waitFor();
    }

    /** The fifth field of its status; the second one may hold spaces, but is closed by the last parenthesis. */
    private static String groupOf(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/stat");
        if (!Files.exists(status)) {
            return "";
        }
        String text = Files.readString(status);
        return text.substring(text.lastIndexOf(')') + 2).split(" ")[2];
    }

    /** In a group of its own, and hearing SIGINT even where the tests themselves run in a background that doesn't. */
    private Process launch(Path temporary, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:-UsePerfData",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                DemoMain.class.getName()));
        command.addAll(List.of(options));
        ProcessBuilder demo = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        demo.environment().putAll(variables);
        return demo.start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
