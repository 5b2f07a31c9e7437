package dev.mevsdk.benchmarks;

import dev.mevsdk.jobs.export.ParquetOptions;
import dev.mevsdk.jobs.export.TableExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** A process of its own that exports so many rows and prints the most memory it ever had. */
final class ExportMemory {
    private static final int KB_PER_MB = 1024;

    private ExportMemory() {}

    /** Peak resident memory in MB of a process that exports so many rows. */
    static double peakMb(long rows, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExportMemory.class.getName(),
                        Long.toString(rows),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("the exporting process failed");
        }
        return Double.parseDouble(printed.trim()) / KB_PER_MB;
    }

    public static void main(String[] args) throws IOException {
        long rows = Long.parseLong(args[0]);
        Path file = Path.of(args[1]).resolve("memory.parquet");
        try (BufferAllocator allocator = new RootAllocator();
                TableExport export = TableExport.parquet(file, ExportRows.COLUMNS, ParquetOptions.defaults())) {
            ExportRows source = new ExportRows();
            for (long done = 0; done < rows; done += ExportRows.BATCH_ROWS) {
                List<VectorSchemaRoot> batches =
                        source.batches(allocator, (int) Math.min(ExportRows.BATCH_ROWS, rows - done));
                batches.forEach(export::write);
                batches.forEach(VectorSchemaRoot::close);
            }
            export.finish();
        } finally {
            Files.deleteIfExists(file);
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                System.out.println(line.replaceAll("[^0-9]", ""));
            }
        }
    }
}
