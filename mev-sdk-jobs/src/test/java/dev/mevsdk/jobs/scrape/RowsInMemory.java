package dev.mevsdk.jobs.scrape;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.clickhouse.ArrowSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMilliTZVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Answers the three queries of an export from a fixed number of rows; can be told to miscount or to break off. */
final class RowsInMemory implements ArrowSource {
    private static final int BATCH_ROWS = 100;

    final List<String> queries = new ArrayList<>();
    final List<Map<String, String>> parameters = new ArrayList<>();
    int rows = 1000;
    int counted = 1000;
    int breakAfter = Integer.MAX_VALUE;
    Runnable beforeBatch = () -> {};

    @Override
    public long read(String sql, Map<String, String> values, BatchReader reader) {
        queries.add(sql);
        parameters.add(values);
        try (BufferAllocator allocator = new RootAllocator()) {
            if (sql.contains("system.columns")) {
                return deliver(
                        reader,
                        List.of(
                                strings(allocator, "name", "dt", "dex"),
                                strings(allocator, "type", "DateTime64(3, 'UTC')", "LowCardinality(String)")));
            }
            if (sql.startsWith("SELECT count()")) {
                UInt8Vector count = new UInt8Vector("n", allocator);
                count.setSafe(0, counted);
                count.setValueCount(1);
                return deliver(reader, List.of(count));
            }
            return deliverRows(allocator, reader);
        }
    }

    private long deliverRows(BufferAllocator allocator, BatchReader reader) {
        long sent = 0;
        while (sent < rows) {
            if (sent >= breakAfter) {
                throw MevException.retryable("the stream broke off", null);
            }
            beforeBatch.run();
            int count = Math.min(BATCH_ROWS, rows - (int) sent);
            TimeStampMilliTZVector dt = new TimeStampMilliTZVector("dt", allocator, "UTC");
            String[] dex = new String[count];
            for (int i = 0; i < count; i++) {
                dt.setSafe(i, sent + i);
                dex[i] = i % 2 == 0 ? "raydium" : "orca";
            }
            dt.setValueCount(count);
            sent += deliver(reader, List.of(dt, strings(allocator, "dex", dex)));
        }
        return sent;
    }

    private static VarCharVector strings(BufferAllocator allocator, String name, String... values) {
        VarCharVector vector = new VarCharVector(name, allocator);
        for (int i = 0; i < values.length; i++) {
            vector.setSafe(i, values[i].getBytes(StandardCharsets.UTF_8));
        }
        vector.setValueCount(values.length);
        return vector;
    }

    private static long deliver(BatchReader reader, List<FieldVector> vectors) {
        try (VectorSchemaRoot batch = new VectorSchemaRoot(vectors)) {
            reader.accept(batch);
            return batch.getRowCount();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
