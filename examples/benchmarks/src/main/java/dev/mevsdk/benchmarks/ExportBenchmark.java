package dev.mevsdk.benchmarks;

import dev.mevsdk.jobs.export.ParquetOptions;
import dev.mevsdk.jobs.export.TableExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Arrow to Parquet and JSONL against what one would use instead. CPU is the whole process's, its collector included. */
final class ExportBenchmark implements Benchmark {
    private static final int FULL_ROWS = 1_000_000;
    private static final int QUICK_ROWS = 131_072;
    private static final int FULL_ROUNDS = 7;
    private static final int QUICK_ROUNDS = 3;
    private static final int WARM_UP_ROUNDS = 2;

    @Override
    public String name() {
        return "export";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        int rows = run.quick() ? QUICK_ROWS : FULL_ROWS;
        Path folder = Files.createTempDirectory("mev-export-benchmark");
        try (BufferAllocator allocator = new RootAllocator();
                Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
            List<VectorSchemaRoot> batches = new ExportRows().batches(allocator, rows);
            try {
                run.note(rows + " rows of 12 columns, zstd; CPU of the process, one thread unless named otherwise");
                run.note("DuckDB copies from a table it holds in memory in its own format; ours starts from Arrow");
                new Rounds(run, batches, folder, duckDb).measure(rounds(run));
                memory(run, folder);
                skipped(run);
            } finally {
                batches.forEach(VectorSchemaRoot::close);
            }
        } finally {
            delete(folder);
        }
    }

    private static int rounds(BenchmarkRun run) {
        return run.quick() ? QUICK_ROUNDS : FULL_ROUNDS;
    }

    private static void memory(BenchmarkRun run, Path folder) throws Exception {
        if (run.quick()) {
            run.skip("peak_rss_mb", "full run only: 20M rows");
            run.skip("rss_20m_over_1m", "full run only: 20M rows");
            return;
        }
        double small = ExportMemory.peakMb(1_000_000, folder);
        double large = ExportMemory.peakMb(20_000_000, folder);
        run.figure("peak_rss_mb", "MB", large);
        run.figure("rss_20m_over_1m", "ratio", large / small);
    }

    private static void skipped(BenchmarkRun run) {
        run.skip("scrape_vs_original_python", "needs the original's Python stack beside a ClickHouse server");
        run.skip("resume_rows_reread_fraction", "a retried export starts its file again");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** All arms, one after the other, round after round. */
    private static final class Rounds {
        private final BenchmarkRun run;
        private final List<VectorSchemaRoot> batches;
        private final Path folder;
        private final Connection duckDb;
        private final String python = System.getenv().getOrDefault("MEV_PYTHON", "");
        private long size;

        Rounds(BenchmarkRun run, List<VectorSchemaRoot> batches, Path folder, Connection duckDb) {
            this.run = run;
            this.batches = batches;
            this.folder = folder;
            this.duckDb = duckDb;
        }

        /** One arm: writes the rows into a new file. */
        private interface Arm {
            void write(Path file) throws Exception;
        }

        private record Cost(double cpuSeconds, double wallSeconds) {}

        void measure(int rounds) throws Exception {
            prepare();
            double[][] cpu = new double[6][rounds];
            double[] sizes = new double[rounds];
            double[] walls = new double[rounds];
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                Cost ours = cost(file -> parquet(file, 1));
                long oursSize = size;
                Cost rowWise = cost(file -> RowWiseParquet.write(batches, file));
                long rowWiseSize = size;
                Cost duck = cost(this::duckDb);
                Cost twoThreads = cost(file -> parquet(file, 2));
                Cost lines = cost(this::lines);
                Cost jackson = cost(file -> JacksonLines.write(batches, file));
                double pyArrow =
                        python.isEmpty() ? 0 : PyArrowParquet.cpuSeconds(python, arrow(), folder.resolve("py"));
                if (round >= 0) {
                    Cost[] costs = {ours, rowWise, duck, lines, jackson};
                    for (int arm = 0; arm < costs.length; arm++) {
                        cpu[arm][round] = costs[arm].cpuSeconds();
                    }
                    cpu[5][round] = pyArrow;
                    sizes[round] = (double) oursSize / rowWiseSize;
                    walls[round] = ours.wallSeconds() / twoThreads.wallSeconds();
                }
            }
            report(cpu, sizes, walls);
        }

        private void report(double[][] cpu, double[] sizes, double[] walls) {
            run.detail("ours", "CPU s", cpu[0]);
            run.detail("row by row", "CPU s", cpu[1]);
            run.detail("DuckDB COPY", "CPU s", cpu[2]);
            run.detail("JSONL ours", "CPU s", cpu[3]);
            run.detail("JSONL Jackson", "CPU s", cpu[4]);
            run.figure("cpu_rowwise_over_ours", "ratio", ratios(cpu[1], cpu[0]));
            run.figure("file_size_vs_rowwise", "ratio", sizes);
            run.figure("cpu_duckdb_over_ours", "ratio", ratios(cpu[2], cpu[0]));
            run.figure("wall_1_over_2_threads", "ratio", walls);
            run.figure("jsonl_vs_jackson", "ratio", ratios(cpu[4], cpu[3]));
            if (python.isEmpty()) {
                run.skip("cpu_pyarrow_over_ours", "set MEV_PYTHON to a Python with pyarrow");
            } else {
                run.figure("cpu_pyarrow_over_ours", "ratio", ratios(cpu[5], cpu[0]));
            }
        }

        private static double[] ratios(double[] peer, double[] ours) {
            double[] ratios = new double[peer.length];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = peer[i] / ours[i];
            }
            return ratios;
        }

        private Cost cost(Arm arm) throws Exception {
            Path file = folder.resolve("arm");
            System.gc();
            long cpu = CpuTime.ofProcessNanos();
            long wall = System.nanoTime();
            arm.write(file);
            Cost cost = new Cost((CpuTime.ofProcessNanos() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9);
            size = Files.size(file);
            Files.delete(file);
            return cost;
        }

        private void prepare() throws Exception {
            Path file = folder.resolve("source.parquet");
            parquet(file, 1);
            try (Statement statement = duckDb.createStatement()) {
                statement.execute("SET threads=1");
                statement.execute("CREATE TABLE rows AS FROM '" + file + "'");
            }
            if (!python.isEmpty()) {
                PyArrowParquet.spill(batches, arrow());
            }
        }

        private Path arrow() {
            return folder.resolve("source.arrow");
        }

        private void parquet(Path file, int threads) {
            try (TableExport export = TableExport.parquet(
                    file, ExportRows.COLUMNS, ParquetOptions.defaults().withThreads(threads))) {
                batches.forEach(export::write);
                export.finish();
            }
        }

        private void lines(Path file) {
            try (TableExport export = TableExport.jsonl(file, ExportRows.COLUMNS, ZoneOffset.UTC)) {
                batches.forEach(export::write);
                export.finish();
            }
        }

        private void duckDb(Path file) throws SQLException {
            try (Statement statement = duckDb.createStatement()) {
                statement.execute("COPY rows TO '" + file + "' (FORMAT parquet, COMPRESSION zstd)");
            }
        }
    }
}
