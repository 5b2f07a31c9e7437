package dev.mevsdk.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints a table for people and, as the very last line, one JSON object. */
final class BenchmarkReport {
    private BenchmarkReport() {}

    static void print(String benchmark, Map<String, Object> environment, BenchmarkRun run, PrintStream out)
            throws JsonProcessingException {
        run.notes().forEach(note -> out.println("# " + note));
        out.printf("%-44s %14s %14s %14s  %s%n", benchmark, "median", "min", "max", "unit");
        run.details().forEach((name, figure) -> row(out, "  " + name, figure));
        run.figures().forEach((name, figure) -> row(out, name, figure));
        run.skipped().forEach((name, reason) -> out.printf("%-44s skipped: %s%n", name, reason));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("benchmark", benchmark);
        json.put("env", environment);
        json.put("figures", run.figures());
        json.put("skipped", run.skipped());
        out.println(new ObjectMapper().writeValueAsString(json));
    }

    private static void row(PrintStream out, String name, BenchmarkRun.Figure figure) {
        out.printf(
                Locale.ROOT,
                "%-44s %14.4g %14.4g %14.4g  %s%n",
                name,
                figure.value(),
                figure.min(),
                figure.max(),
                figure.unit());
    }
}
