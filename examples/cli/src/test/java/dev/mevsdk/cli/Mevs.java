package dev.mevsdk.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the launcher as a process of its own, with its streams in files. */
final class Mevs {
    private static final String LAUNCHER = Path.of("mev").toAbsolutePath().toString();
    private static final long LIMIT_SECONDS = 120;

    private final Path folder;
    private final String server;
    private final String token;
    private int runs;

    Mevs(Path folder, String server, String token) {
        this.folder = folder;
        this.server = server;
        this.token = token;
    }

    /** A command that ended. */
    record Run(int exit, String out, String err) {}

    /** A command that runs. */
    record Running(Process process, Path out, Path err) {
        String outText() {
            return read(out);
        }

        String errText() {
            return read(err);
        }

        /** As a terminal does, by number and to this process alone. */
        void interrupt() throws Exception {
            new ProcessBuilder("kill", "-s", "INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }

        Run end() throws InterruptedException {
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
                throw new AssertionError("did not end: " + outText() + errText());
            }
            return new Run(process.exitValue(), outText(), errText());
        }
    }

    Mevs as(String otherToken) {
        Mevs other = new Mevs(folder, server, otherToken);
        other.runs = runs + 1_000;
        return other;
    }

    Run run(String... arguments) throws Exception {
        return start(arguments).end();
    }

    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", LAUNCHER));
        command.addAll(List.of(arguments));
        return launch(command, "");
    }

    /** On a terminal of its own, where a person types these lines. Both streams end in one. */
    Run onTerminal(String typed, String... arguments) throws Exception {
        String line = LAUNCHER + " " + String.join(" ", arguments);
        return launch(List.of("script", "-qec", line, "/dev/null"), typed).end();
    }

    private Running launch(List<String> command, String typed) throws IOException {
        int run = runs++;
        Path in = Files.writeString(folder.resolve(run + ".in"), typed);
        Path out = folder.resolve(run + ".out");
        Path err = folder.resolve(run + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("MEV_SERVER", server);
        builder.environment().put("MEV_TOKEN", token);
        return new Running(builder.start(), out, err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
