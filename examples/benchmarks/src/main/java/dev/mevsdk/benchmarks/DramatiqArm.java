package dev.mevsdk.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The original's queue, in the Python that MEV_PYTHON names, else in python3. */
final class DramatiqArm {
    private final String python =
            Optional.ofNullable(System.getenv("MEV_PYTHON")).orElse("python3");
    private final String redisUrl;
    private String absence = "";

    DramatiqArm(String redisUrl) {
        this.redisUrl = redisUrl;
    }

    record Drain(int jobs, double seconds, double cpuSeconds) {
        double jobsPerSecond() {
            return jobs / seconds;
        }

        double cpuMicrosPerJob() {
            return cpuSeconds * 1e6 / jobs;
        }
    }

    /** Why there is nothing to compare with. */
    String absence() {
        return absence;
    }

    Optional<Drain> drain(int jobs) throws IOException, InterruptedException {
        if (absence.isEmpty() && !call(List.of("-c", "import dramatiq, redis")).succeeded()) {
            absence = "the Python package dramatiq[redis] is not there: install it, name the Python in MEV_PYTHON";
        }
        if (!absence.isEmpty()) {
            return Optional.empty();
        }
        Path script = Files.createTempFile("dramatiq_drain", ".py");
        try (InputStream in = DramatiqArm.class.getResourceAsStream("dramatiq_drain.py")) {
            if (in == null) {
                throw new IllegalStateException("dramatiq_drain.py is not on the class path");
            }
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
            Call call = call(List.of(script.toString(), redisUrl, Integer.toString(jobs)));
            if (!call.succeeded()) {
                absence = "the Dramatiq run failed: " + call.output.lines().reduce("", (a, b) -> b);
                return Optional.empty();
            }
            String[] seconds = call.output.strip().split(" ");
            return Optional.of(new Drain(jobs, Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1])));
        } finally {
            Files.delete(script);
        }
    }

    private Call call(List<String> arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(python);
        builder.command().addAll(arguments);
        Path output = Files.createTempFile("dramatiq", ".out");
        try {
            Process process = builder.redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(180, TimeUnit.SECONDS);
            process.destroyForcibly();
            return new Call(ended ? process.exitValue() : -1, Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Call(-1, String.valueOf(e.getMessage()));
        } finally {
            Files.delete(output);
        }
    }

    private record Call(int exit, String output) {
        boolean succeeded() {
            return exit == 0;
        }
    }
}
