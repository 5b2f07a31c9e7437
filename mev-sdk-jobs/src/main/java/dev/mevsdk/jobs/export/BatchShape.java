package dev.mevsdk.jobs.export;

import dev.mevsdk.core.MevException;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Holds a batch to the columns of its export. */
final class BatchShape {
    private BatchShape() {}

    static void check(VectorSchemaRoot batch, List<ExportColumn> columns) {
        List<String> expected = columns.stream().map(ExportColumn::name).toList();
        List<String> actual =
                batch.getSchema().getFields().stream().map(f -> f.getName()).toList();
        if (!expected.equals(actual)) {
            throw MevException.fatal("the batch has columns " + actual + ", expected " + expected, null);
        }
    }
}
