package dev.mevsdk.ml.export;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Calls a shared library through its C interface, by a small C program in a process of its own. */
record LibraryProbe(Path library, TreeliteAbi abi) {

    /**
     * @param what {@code margin} or {@code probability}
     * @return one value per row
     */
    float[] scores(float[] rows, int columns, String what) {
        List<String> lines = run(rows, columns, what);
        float[] scores = new float[lines.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Float.intBitsToFloat(Integer.parseUnsignedInt(lines.get(i), 16));
        }
        return scores;
    }

    /** What the library says of itself: {@code name value} per line. */
    List<String> description() {
        return run(new float[0], 1, "describe");
    }

    private List<String> run(float[] rows, int columns, String what) {
        try (WorkFolder work = WorkFolder.create()) {
            Files.writeString(work.path().resolve("probe.c"), CSource.resource("probe.c"));
            ByteBuffer raw = ByteBuffer.allocate(4 * rows.length).order(ByteOrder.nativeOrder());
            raw.asFloatBuffer().put(rows);
            Files.write(work.path().resolve("rows"), raw.array());
            CompilerRun runner = new CompilerRun(work.path(), ExportOptions.DEFAULT_COMPILE_TIMEOUT);
            runner.run("compiler", List.of(ExportOptions.DEFAULT_COMPILER, "-O1", "-o", "probe", "probe.c", "-ldl"));
            String kind = abi.name().toLowerCase(Locale.ROOT);
            Path output = runner.run(
                    "probe",
                    List.of(
                            work.path().resolve("probe").toString(),
                            library.toAbsolutePath().toString(),
                            kind,
                            "rows",
                            Integer.toString(columns),
                            what));
            return Files.readAllLines(output);
        } catch (IOException broken) {
            throw MevException.retryable("the shared library can't be probed", broken);
        }
    }
}
