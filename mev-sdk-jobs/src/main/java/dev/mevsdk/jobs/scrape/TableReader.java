package dev.mevsdk.jobs.scrape;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.clickhouse.ArrowSource;
import dev.mevsdk.jobs.export.ExportColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt8Vector;

/** The small queries around an export: which columns, how many rows. */
record TableReader(ArrowSource source, ScrapeQuery query) {
    List<ExportColumn> columns() {
        List<ExportColumn> columns = new ArrayList<>();
        source.read(query.describe(), query.describeParameters(), batch -> {
            for (int row = 0; row < batch.getRowCount(); row++) {
                columns.add(new ExportColumn(text(batch.getVector(0), row), text(batch.getVector(1), row)));
            }
        });
        if (columns.isEmpty()) {
            throw MevException.fatal(
                    "table " + query.type().table() + " is missing: apply the migrations to this database", null);
        }
        return columns;
    }

    long count() {
        AtomicLong count = new AtomicLong();
        source.read(query.count(), query.parameters(), batch -> {
            if (batch.getRowCount() > 0) {
                count.addAndGet(number(batch.getVector(0)));
            }
        });
        return count.get();
    }

    private static String text(FieldVector vector, int row) {
        return vector.getObject(row) instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : String.valueOf(vector.getObject(row));
    }

    private static long number(FieldVector vector) {
        return vector instanceof UInt8Vector unsigned ? unsigned.get(0) : ((BigIntVector) vector).get(0);
    }
}
