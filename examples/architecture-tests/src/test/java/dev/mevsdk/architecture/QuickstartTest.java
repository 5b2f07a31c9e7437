package dev.mevsdk.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each file of examples/quickstart, run as it stands: `java FILE`; and printed in the README as it is. */
class QuickstartTest {
    private static final Path FOLDER = Path.of("../quickstart");

    @TempDir
    Path folder;

    private static String run(String name, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FOLDER.resolve(name).toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    @Test
    void codecs() throws Exception {
        assertThat(run("Codecs.java")).contains("slot 250000000").contains("\"type\":\"arb_opportunity\"");
    }

    @Test
    void killSwitch() throws Exception {
        assertThat(run("KillSwitch.java"))
                .contains("deciding, policy version 1")
                .contains("killed: [POLICY]");
    }

    @Test
    void jobs() throws Exception {
        assertThat(run("Jobs.java", folder.toString())).contains("asked: {\"day\":1}");
    }

    @Test
    void score() throws Exception {
        Path model = Files.writeString(folder.resolve("model.json"), ScorerOnlyMain.MODEL);
        assertThat(run("Score.java", model.toString(), "1", "0")).contains("margin 1.25");
    }

    @Test
    void eachFileIsRunHere() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("Codecs.java", "KillSwitch.java", "Jobs.java", "Score.java");
        }
    }

    @Test
    void theReadmePrintsEachFileButItsImports() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> found = Files.list(FOLDER)) {
            for (Path file : found.toList()) {
                String text = Files.readString(file);
                files.add(text.substring(text.indexOf("/**")));
            }
        }
        assertThat(Readme.examples()).containsAll(files);
    }
}
