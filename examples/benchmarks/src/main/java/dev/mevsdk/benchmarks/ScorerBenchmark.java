package dev.mevsdk.benchmarks;

import dev.mevsdk.ml.export.SharedLibraryExport;
import dev.mevsdk.ml.export.TreeliteAbi;
import dev.mevsdk.ml.model.EnsembleFile;
import dev.mevsdk.ml.model.ModelReader;
import dev.mevsdk.ml.scorer.Scorer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** One row and many rows: the JVM scorer and the shared library against XGBoost and against compiled conditions. */
final class ScorerBenchmark implements Benchmark {
    private static final int ROUNDS = 9;
    private static final int QUICK_ROUNDS = 3;

    private long compared;
    private long equal;

    @Override
    public String name() {
        return "scorer";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        int trees = run.quick() ? 150 : 600;
        int trainingRows = run.quick() ? 4_000 : 20_000;
        run.note("one row: " + trees + " trees of depth 8, xgboost4j inplace_predict with nthread=1");
        for (int columns : new int[] {5, 30}) {
            try (ScorerModel model = ScorerModel.train(trees, columns, trainingRows)) {
                measureRows(run, model);
            }
        }
        libraries(run, trainingRows);
        run.figure("margins_bit_equal_fraction", "fraction", (double) equal / compared);
        run.note(compared + " margins compared bit by bit, of the JVM scorer and the shared library");
    }

    private void measureRows(BenchmarkRun run, ScorerModel model) throws XGBoostError {
        Scorer scorer = Scorer.of(ModelReader.read(EnsembleFile.write(model.ensemble())));
        int columns = model.columns();
        int rounds = run.quick() ? QUICK_ROUNDS : ROUNDS;
        float[][] rows = singleRows(model, 1_000);
        float[] out = new float[model.rowCount()];
        compare(batch(scorer, model, out), model.margins());
        double[] ours = new double[rounds];
        double[] inplace = new double[rounds];
        double[] ratio = new double[rounds];
        double[] batchRatio = new double[rounds];
        IntConsumer one = i -> scorer.margin(rows[i % rows.length]);
        for (int i = 0; i < 20; i++) {
            median(one, 2_000);
        }
        for (int round = 0; round < rounds; round++) {
            inplace[round] = median(i -> inplaceOne(model, rows[i % rows.length]), 300);
            ours[round] = median(one, 20_000);
            ratio[round] = inplace[round] / ours[round];
            batchRatio[round] = batchSeconds(() -> ScorerModel.inplace(model.booster(), model.rows(), columns))
                    / batchSeconds(() -> batch(scorer, model, out));
        }
        run.figure("p50_inplace_over_ours_" + columns + "f", "ratio", ratio);
        run.detail("p50_ours_" + columns + "f", "ns", ours);
        run.detail("p50_inplace_" + columns + "f", "ns", inplace);
        if (columns == 5) {
            run.figure("batch_vs_xgboost", "ratio", batchRatio);
            run.figure("bytes_allocated_per_score", "bytes", allocated(one));
        } else {
            run.detail("batch_vs_xgboost_" + columns + "f", "ratio", batchRatio);
        }
    }

    private static float inplaceOne(ScorerModel model, float[] row) {
        try {
            return ScorerModel.inplace(model.booster(), row, model.columns())[0];
        } catch (XGBoostError broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static float[] batch(Scorer scorer, ScorerModel model, float[] out) {
        scorer.margins(model.rows(), model.rowCount(), out);
        return out;
    }

    private interface Batch {
        float[] run() throws XGBoostError;
    }

    private static double batchSeconds(Batch batch) throws XGBoostError {
        long start = CpuTime.ofThisThreadNanos();
        batch.run();
        return (CpuTime.ofThisThreadNanos() - start) / 1e9;
    }

    private static double median(IntConsumer score, int count) {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            score.accept(i);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[count / 2];
    }

    private static double allocated(IntConsumer score) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int count = 100_000;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < count; i++) {
            score.accept(i);
        }
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / count;
    }

    private static float[][] singleRows(ScorerModel model, int count) {
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = Arrays.copyOfRange(model.rows(), i * model.columns(), (i + 1) * model.columns());
        }
        return rows;
    }

    private void compare(float[] got, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            equal += Float.floatToRawIntBits(got[i]) == Float.floatToRawIntBits(expected[i]) ? 1 : 0;
        }
        compared += expected.length;
    }

    /** Nested conditions take minutes to compile, so this arm's model is smaller. */
    private void libraries(BenchmarkRun run, int trainingRows) throws Exception {
        int trees = run.quick() ? 30 : 200;
        Path folder = Files.createTempDirectory("mev-scorer-benchmark-");
        try (ScorerModel model = ScorerModel.train(trees, 5, trainingRows)) {
            LibraryArm.prepare(folder, model.rows());
            LibraryArm table = new LibraryArm(folder, "table");
            LibraryArm nested = new LibraryArm(folder, "nested");
            double tableCpu = table.compile(SharedLibraryExport.source(model.ensemble(), TreeliteAbi.TREELITE_3));
            double nestedCpu = nested.compile(NestedSource.of(model.ensemble()));
            run.figure("nested_compile_cpu_over_so", "ratio", nestedCpu / tableCpu);
            run.detail("so_compile_cpu", "s", tableCpu);
            run.detail("nested_compile_cpu", "s", nestedCpu);
            int rounds = run.quick() ? QUICK_ROUNDS : ROUNDS;
            double[] ratio = new double[rounds];
            double[] nanos = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                LibraryArm.Timed ours = table.time(5, 3);
                nanos[round] = ours.nanosPerRow();
                ratio[round] = nested.time(5, 3).nanosPerRow() / ours.nanosPerRow();
                compare(ours.margins(), model.margins());
            }
            run.figure("so_speed_vs_nested", "ratio", ratio);
            run.detail("so_row", "ns", nanos);
            run.note("shared libraries: " + trees + " trees of depth 8, 5 features, gcc -O2");
        } catch (IOException absent) {
            for (String figure : List.of("so_speed_vs_nested", "nested_compile_cpu_over_so")) {
                run.skip(figure, "gcc or bash can't be run: " + absent.getMessage());
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
