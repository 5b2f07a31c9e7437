package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    /** Written out: scripts hold these numbers. */
    @Test
    void theNumbersStayWhatTheyAre() {
        assertThat(Arrays.stream(ExitCode.values()).map(exit -> exit.code() + " " + exit.name()))
                .containsExactly(
                        "0 OK",
                        "1 FAILED",
                        "2 USAGE",
                        "3 UNREACHABLE",
                        "4 NOT_ALLOWED",
                        "5 CONFLICT",
                        "6 GAP",
                        "130 INTERRUPTED");
    }

    @Test
    void theReadmeSaysOfEachWhatTheHelpSays() throws IOException {
        Map<String, String> told = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(Path.of("README.md"))) {
            lines.filter(line -> line.matches("\\| \\d+ \\| .* \\|"))
                    .map(line -> line.split(" ?\\| ?"))
                    .forEach(cells -> told.put(cells[1], cells[2].replace("`", "")));
        }
        Map<String, String> meant = new LinkedHashMap<>();
        Arrays.stream(ExitCode.values()).forEach(exit -> meant.put(Integer.toString(exit.code()), exit.meaning()));
        assertThat(told).containsExactlyEntriesOf(meant);
    }
}
