package dev.mevsdk.agent;

import static dev.mevsdk.agent.Exchange.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process. */
@ExtendWith(EmbeddedServicesExtension.class)
class AgentProcessIT {
    private static final int TERMINATED = 143;

    @TempDir
    Path folder;

    @Test
    void sigtermEndsItCleanly_withItsFiguresAndTheWholeHistogramLog(EmbeddedKafka kafka) throws Exception {
        Path log = folder.resolve("latencies.hlog");
        Process agent =
                launch(Map.of("KAFKA", kafka.address(), "AGENT_ID", "process-agent"), "--histogram", log.toString());
        try (Exchange exchange = new Exchange(kafka.address())) {
            eventually(() -> exchange.control().status("arbitrage").agents().stream()
                    .anyMatch(status -> status.agentId().equals("process-agent")));
            agent.destroy();
            assertThat(agent.waitFor(30, TimeUnit.SECONDS)).as(output()).isTrue();
            assertThat(agent.exitValue()).isEqualTo(TERMINATED);
            assertThat(output())
                    .contains("halted until started", "process-agent has ended: {emit_p50_us=")
                    .doesNotContain("Exception");
            assertThat(Files.readString(log)).contains("Tag=hotpath_us,", "Tag=send_us,");
        } finally {
            agent.destroyForcibly();
        }
    }

    @Test
    void wrongSettingIsNamed_andHelpListsThemAll() throws Exception {
        Process wrong = launch(Map.of("MODULE", "liquidation"));
        assertThat(wrong.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong.exitValue()).isEqualTo(2);
        assertThat(output()).isEqualTo("agent: MODULE: must be one of arbitrage, mev\n");
        assertThat(launch(Map.of(), "--help").waitFor()).isZero();
        assertThat(output())
                .contains("KAFKA", "MODULE", "AGENT_ID", "MODELS", "FEATURES", "LEASE", "KILL_FILE", "--histogram");
    }

    private Process launch(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                AgentMain.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }
}
