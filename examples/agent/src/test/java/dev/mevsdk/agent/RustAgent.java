package dev.mevsdk.agent;

import dev.mevsdk.proto.market.MarketEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The agent written in Rust ({@code examples/agent-rust}), built and run by cargo where it is installed. */
final class RustAgent {
    private static final Path CRATE =
            Path.of("..", "agent-rust").toAbsolutePath().normalize();
    private static final long MINUTES = 5;

    private RustAgent() {}

    /** Skips the test where there is no cargo. */
    static void requireCargo() throws Exception {
        boolean there;
        try {
            there = new ProcessBuilder("cargo", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        Assumptions.assumeTrue(there, "cargo is not installed (https://rustup.rs): the agent in Rust is not tested");
    }

    /** Runs cargo on the locked versions, from the network if needed, else from what was fetched before. */
    static String cargo(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("cargo"));
        command.addAll(List.of(arguments));
        Result online = run(command);
        if (online.code == 0) {
            return online.output;
        }
        command.add(2, "--offline");
        Result offline = run(command);
        if (offline.code != 0) {
            throw new AssertionError(String.join(" ", command) + "\n" + online.output + "\n" + offline.output);
        }
        return offline.output;
    }

    /** Whether a component such as clippy is installed. */
    static boolean has(String component) throws Exception {
        return run(List.of("cargo", component, "--version")).code == 0;
    }

    private record Result(int code, String output) {}

    private static Result run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(CRATE.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Result(process.waitFor(), output);
    }

    static ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                CRATE.resolve("target").resolve("debug").resolve("mev-agent").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Runs it over the events; returns its records. Its standard error goes to the file. */
    static List<byte[]> decisions(List<MarketEvent> events, Path errors, String... arguments) throws Exception {
        Path input = errors.resolveSibling("events");
        Path output = errors.resolveSibling("decisions");
        try (OutputStream out = Files.newOutputStream(input)) {
            for (MarketEvent event : events) {
                event.writeDelimitedTo(out);
            }
        }
        Process agent = command(arguments)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!agent.waitFor(MINUTES, TimeUnit.MINUTES) || agent.exitValue() != 0) {
            agent.destroyForcibly();
            throw new AssertionError("mev-agent: " + Files.readString(errors));
        }
        return frames(Files.readAllBytes(output));
    }

    private static List<byte[]> frames(byte[] stream) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        ByteArrayInputStream in = new ByteArrayInputStream(stream);
        while (in.available() > 0) {
            frames.add(in.readNBytes(length(in)));
        }
        return frames;
    }

    private static int length(ByteArrayInputStream in) {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.read();
            length |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return length;
            }
        }
    }
}
