package dev.mevsdk.jobs.export;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.schema.MessageType;

/**
 * One column of the open row group. It has a write store of its own, so that its rows are counted, and its pages
 * closed, without regard to the other columns: a whole stretch of it is encoded in one loop.
 */
final class ColumnBuffer {
    private static final int EMPTY_LIST = 0;
    private static final int IN_LIST = 1;

    private final ColumnType type;
    private final ParquetCell cell;
    private final Cells cells;
    private final MessageType schema;
    private final ColumnDescriptor descriptor;
    private ColumnWriteStore store;
    private ColumnWriter writer;

    ColumnBuffer(ExportColumn column, PageWriteStore pages, ParquetProperties properties) {
        type = column.parsed();
        boolean array = type.kind() == ColumnType.Kind.ARRAY;
        cell = ParquetCell.of(array ? type.elementType() : type);
        cells = new Cells(type);
        schema = new MessageType("row", ParquetSchema.field(column.name(), type));
        descriptor = schema.getColumns().get(0);
        store = properties.newColumnWriteStore(schema, pages);
        writer = store.getColumnWriter(descriptor);
    }

    /** Starts the next row group. */
    void open(PageWriteStore pages, ParquetProperties properties) {
        store = properties.newColumnWriteStore(schema, pages);
        writer = store.getColumnWriter(descriptor);
    }

    void write(FieldVector vector, DictionaryProvider dictionaries, int from, int to) {
        int at = from;
        while (at < to) {
            int count = cells.load(vector, dictionaries, at, to);
            if (type.kind() == ColumnType.Kind.ARRAY) {
                writeLists(count);
            } else {
                writeFlat(count);
            }
            at += count;
        }
    }

    private void writeFlat(int count) {
        int present = descriptor.getMaxDefinitionLevel();
        for (int i = 0; i < count; i++) {
            if (cells.isNull(i)) {
                writer.writeNull(0, present - 1);
            } else {
                cell.write(cells, i, writer, 0, present);
            }
            store.endRecord();
        }
    }

    private void writeLists(int count) {
        Cells elements = cells.elements();
        int present = descriptor.getMaxDefinitionLevel();
        for (int i = 0; i < count; i++) {
            int start = cells.starts[i];
            int end = cells.ends[i];
            if (start == end) {
                writer.writeNull(0, EMPTY_LIST);
            }
            for (int k = start; k < end; k++) {
                int repetition = k == start ? 0 : 1;
                if (elements.isNull(k)) {
                    writer.writeNull(repetition, IN_LIST);
                } else {
                    cell.write(elements, k, writer, repetition, present);
                }
            }
            store.endRecord();
        }
    }

    /** Encoded bytes held, in closed pages and in the open one. */
    long bufferedBytes() {
        return store.getBufferedSize();
    }

    /** Hands the last page and the dictionary over. */
    void flush() {
        store.flush();
    }

    void close() {
        writer.close();
    }
}
