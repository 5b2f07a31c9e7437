package dev.mevsdk.jobs.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Columns of random types, and how they are handed to an export batch by batch. */
record RandomTable(List<RandomColumn> columns, int rows) {
    static RandomTable any(Random random) {
        int rows = random.nextInt(5) == 0 ? random.nextInt(3) : random.nextInt(3000);
        List<RandomColumn> columns = new ArrayList<>();
        for (int c = 1 + random.nextInt(8); c > 0; c--) {
            columns.add(RandomColumn.any(random, "c" + c, rows));
        }
        return new RandomTable(columns, rows);
    }

    static RandomTable allTypes(Random random, int rows) {
        List<RandomColumn> columns = new ArrayList<>();
        for (String type : RandomColumn.types()) {
            columns.add(RandomColumn.of(random, "c" + columns.size(), type, false, rows));
            columns.add(RandomColumn.of(random, "c" + columns.size(), type, true, rows));
        }
        return new RandomTable(columns, rows);
    }

    List<ExportColumn> exportColumns() {
        return columns.stream().map(RandomColumn::column).toList();
    }

    void writeTo(TableExport export, int batchRows) {
        try (BufferAllocator allocator = new RootAllocator()) {
            for (int from = 0; from < rows; from += batchRows) {
                int to = Math.min(rows, from + batchRows);
                try (VectorSchemaRoot batch = batch(allocator, from, to)) {
                    export.write(batch);
                }
            }
        }
    }

    private VectorSchemaRoot batch(BufferAllocator allocator, int from, int to) {
        List<FieldVector> vectors =
                columns.stream().map(c -> c.vector(allocator, from, to)).toList();
        return new VectorSchemaRoot(vectors.stream().map(FieldVector::getField).toList(), vectors, to - from);
    }
}
