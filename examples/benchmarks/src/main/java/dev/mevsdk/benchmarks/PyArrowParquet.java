package dev.mevsdk.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;

/** The original's writer, pyarrow, in the Python that the environment variable MEV_PYTHON names. */
final class PyArrowParquet {
    private static final String SCRIPT = "import sys,time,pyarrow as pa,pyarrow.parquet as pq\n"
            + "pa.set_cpu_count(1)\n"
            + "t=pa.ipc.open_stream(pa.memory_map(sys.argv[1])).read_all()\n"
            + "c=time.process_time()\n"
            + "pq.write_table(t,sys.argv[2],compression='zstd')\n"
            + "print(time.process_time()-c)\n";

    private PyArrowParquet() {}

    static void spill(List<VectorSchemaRoot> batches, Path file) throws IOException {
        VectorSchemaRoot first = batches.get(0);
        try (OutputStream out = Files.newOutputStream(file);
                VectorSchemaRoot shared = VectorSchemaRoot.create(
                        first.getSchema(), first.getVector(0).getAllocator());
                ArrowStreamWriter writer = new ArrowStreamWriter(shared, null, Channels.newChannel(out))) {
            for (VectorSchemaRoot batch : batches) {
                try (var unloaded = new VectorUnloader(batch).getRecordBatch()) {
                    new VectorLoader(shared).load(unloaded);
                }
                writer.writeBatch();
            }
            writer.end();
        }
    }

    /** CPU seconds of the write alone. */
    static double cpuSeconds(String python, Path input, Path output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(python, "-c", SCRIPT, input.toString(), output.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("pyarrow failed");
        }
        return Double.parseDouble(printed.trim());
    }
}
