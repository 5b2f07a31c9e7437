package dev.mevsdk.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Memory and time of a training against the usual dense matrix and against Python, and how a new model goes live. */
final class TrainBenchmark implements Benchmark {
    private static final int COLUMNS = 30;
    private static final long ARM_LIMIT_SECONDS = 300;
    private static final String PYTHON = """
            import sys, time, numpy, xgboost
            rows, columns, rounds = map(int, sys.argv[1:4])
            data = numpy.random.default_rng(42).random((rows, columns), dtype=numpy.float32)
            label = (data[:, 0] / 2 + data[:, 1] / 2 + numpy.random.default_rng(7).random(rows) > 1).astype(int)
            start = time.perf_counter()
            xgboost.XGBClassifier(max_depth=8, n_estimators=rounds, learning_rate=0.08, tree_method='hist', n_jobs=2).fit(data, label)
            print(0, time.perf_counter() - start)
            """;

    private record Measured(double peakMb, double seconds) {}

    @Override
    public String name() {
        return "train";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        int rows = run.quick() ? 200_000 : 1_000_000;
        int rounds = run.quick() ? 3 : 20;
        int repeats = run.quick() ? 1 : 3;
        run.note(rows + " rows x " + COLUMNS + ", " + rounds
                + " rounds of depth 8, 2 threads, each arm a process of its own;"
                + " peak resident memory as Linux counts it (VmHWM); lower is better for the ratio");
        String python = System.getenv("MEV_PYTHON");
        boolean withPython = python != null && !python.isBlank();
        double[] ratio = new double[repeats];
        double[] ours = new double[repeats];
        double[] dense = new double[repeats];
        double[] base = new double[repeats];
        double[] speed = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            base[i] = arm("baseline", rows, rounds).peakMb;
            Measured quantile = arm("quantile", rows, rounds);
            ours[i] = quantile.peakMb;
            dense[i] = arm("dense", rows, rounds).peakMb;
            ratio[i] = (ours[i] - base[i]) / (dense[i] - base[i]);
            if (withPython) {
                speed[i] = measure(List.of(python, "-c", PYTHON, "" + rows, "" + COLUMNS, "" + rounds)).seconds
                        / quantile.seconds;
            }
        }
        run.detail("baseline_peak_rss", "MB", base);
        run.detail("ours_peak_rss", "MB", ours);
        run.detail("dense_peak_rss", "MB", dense);
        run.figure("rss_above_baseline_vs_dense", "ratio", ratio);
        if (withPython) {
            run.figure("time_vs_python", "ratio", speed);
        } else {
            run.skip("time_vs_python", "set MEV_PYTHON to a Python that has xgboost and numpy");
        }
        new ModelSwap(run).measure();
    }

    private static Measured arm(String name, int rows, int rounds) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return measure(List.of(
                java,
                "-Xmx1g",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                TrainArm.class.getName(),
                name,
                "" + rows,
                "" + COLUMNS,
                "" + rounds));
    }

    private static Measured measure(List<String> command) throws Exception {
        Path errors = Files.createTempFile("mev-train", ".log");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(ARM_LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("an arm failed: " + Files.readString(errors));
            }
            String[] values = printed.substring(printed.lastIndexOf('\n') + 1).split(" ", -1);
            return new Measured(Double.parseDouble(values[0]), Double.parseDouble(values[1]));
        } finally {
            Files.delete(errors);
        }
    }
}
