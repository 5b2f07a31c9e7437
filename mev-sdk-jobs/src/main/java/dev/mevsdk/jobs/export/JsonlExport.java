package dev.mevsdk.jobs.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/** JSONEachRow by hand: columns are copied stretch by stretch, then their rows written side by side as bytes. */
final class JsonlExport implements TableExport {
    private static final int ROWS_PER_STRETCH = 1024;
    private static final int FLUSH_BYTES = 256 << 10;

    private final Path path;
    private final List<ExportColumn> columns;
    private final HashingFile file;
    private final List<Field> fields = new ArrayList<>();
    private final JsonBytes out = new JsonBytes();
    private long rows;
    private boolean finished;

    /** One column: what stands before its value, its values, and how one is written. */
    private record Field(byte[] prefix, Cells cells, JsonCell cell) {}

    JsonlExport(Path path, List<ExportColumn> columns, ZoneId serverZone) {
        this.path = path;
        this.columns = List.copyOf(columns);
        for (ExportColumn column : columns) {
            ColumnType type = column.parsed();
            fields.add(
                    new Field(prefix(column.name(), fields.isEmpty()), new Cells(type), JsonCell.of(type, serverZone)));
        }
        try {
            file = new HashingFile(path);
        } catch (IOException e) {
            throw ExportFailure.of(path, e);
        }
    }

    private static byte[] prefix(String name, boolean first) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        JsonBytes prefix = new JsonBytes();
        prefix.put(first ? '{' : ',');
        prefix.putString(text, 0, text.length);
        prefix.put(':');
        return prefix.copy();
    }

    @Override
    public void write(VectorSchemaRoot batch, DictionaryProvider dictionaries) {
        BatchShape.check(batch, columns);
        int from = 0;
        while (from < batch.getRowCount()) {
            int to = Math.min(batch.getRowCount(), from + ROWS_PER_STRETCH);
            for (int c = 0; c < fields.size(); c++) {
                // A column of large strings may take fewer rows at once: then all take as few.
                int taken = fields.get(c).cells().load(batch.getVector(c), dictionaries, from, to);
                to = from + taken;
            }
            writeRows(to - from);
            from = to;
        }
    }

    private void writeRows(int count) {
        try {
            for (int row = 0; row < count; row++) {
                for (Field field : fields) {
                    out.put(field.prefix);
                    field.cell.write(field.cells, row, out);
                }
                out.put('}');
                out.put('\n');
                if (out.size() >= FLUSH_BYTES) {
                    out.drainTo(file);
                }
            }
        } catch (IOException e) {
            throw ExportFailure.of(path, e);
        }
        rows += count;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public ExportedFile finish() {
        try {
            out.drainTo(file);
            file.close();
            if (Files.size(path) != file.position()) {
                throw new IOException("has another size than was written");
            }
        } catch (IOException e) {
            throw ExportFailure.of(path, e);
        }
        finished = true;
        return new ExportedFile(path, rows, file.position(), file.sha256());
    }

    @Override
    public void close() {
        if (finished) {
            return;
        }
        try {
            file.abandon();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw ExportFailure.of(path, e);
        }
    }
}
