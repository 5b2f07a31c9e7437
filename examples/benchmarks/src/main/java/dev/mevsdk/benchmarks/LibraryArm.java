package dev.mevsdk.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A shared library built from a C source, called by a C program. */
record LibraryArm(Path folder, String name) {
    private static final String FLAGS = "-std=c99 -O2 -fPIC -shared -ffp-contract=off";

    /** Compiles, and tells the CPU seconds the compiler and its children took. */
    double compile(String source) throws IOException, InterruptedException {
        Files.writeString(folder.resolve(name + ".c"), source);
        List<String> lines = shell("gcc " + FLAGS + " -o " + name + ".so " + name + ".c -lm && times");
        double seconds = 0;
        for (String time : lines.get(lines.size() - 1).strip().split("\\s+")) {
            String[] parts = time.replace("s", "").split("m");
            seconds += 60 * Double.parseDouble(parts[0]) + Double.parseDouble(parts[1]);
        }
        return seconds;
    }

    static void prepare(Path folder, float[] rows) throws IOException, InterruptedException {
        try (InputStream in = Objects.requireNonNull(LibraryArm.class.getResourceAsStream("time_library.c"))) {
            Files.write(folder.resolve("time_library.c"), in.readAllBytes());
        }
        ByteBuffer raw = ByteBuffer.allocate(4 * rows.length).order(ByteOrder.nativeOrder());
        raw.asFloatBuffer().put(rows);
        Files.write(folder.resolve("rows"), raw.array());
        new LibraryArm(folder, "time").shell("gcc -O2 -o time_library time_library.c -ldl");
    }

    record Timed(double nanosPerRow, float[] margins) {}

    Timed time(int columns, int repeats) throws IOException, InterruptedException {
        List<String> lines = shell("./time_library ./" + name + ".so rows " + columns + " " + repeats);
        float[] margins = new float[lines.size() - 1];
        for (int i = 0; i < margins.length; i++) {
            margins[i] = Float.intBitsToFloat(Integer.parseUnsignedInt(lines.get(i + 1), 16));
        }
        return new Timed(Double.parseDouble(lines.get(0)), margins);
    }

    private List<String> shell(String command) throws IOException, InterruptedException {
        Path output = folder.resolve(name + ".out");
        Process process = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(15, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(command + ": " + Files.readString(output, StandardCharsets.UTF_8));
            }
            return new ArrayList<>(Files.readAllLines(output));
        } finally {
            process.destroyForcibly();
        }
    }
}
