package dev.mevsdk.jobs.export;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;

/** Parquet, column by column; see {@link ColumnBuffer}. */
final class ParquetExport implements TableExport {
    /** Prefix of the footer's entries that name each column's ClickHouse type. */
    static final String TYPE_KEY = "clickhouse.type.";

    /** Rows between two looks at the size of the row group. */
    private static final int ROWS_PER_STRETCH = 16_384;

    private final Path path;
    private final List<ExportColumn> columns;
    private final ParquetOptions options;
    private final HashingFile file;
    private final ParquetFileWriter writer;
    private final RowGroupBuffer group;
    private long rows;
    private boolean finished;

    ParquetExport(Path path, List<ExportColumn> columns, ParquetOptions options) {
        this.path = path;
        this.columns = List.copyOf(columns);
        this.options = options;
        MessageType schema = ParquetSchema.of(columns);
        try {
            file = new HashingFile(path);
            writer = new ParquetFileWriter(
                    new Sink(file),
                    schema,
                    ParquetFileWriter.Mode.CREATE,
                    options.rowGroupBytes(),
                    0,
                    RowGroupBuffer.STATISTICS_BYTES,
                    RowGroupBuffer.STATISTICS_BYTES,
                    true);
            writer.start();
        } catch (IOException e) {
            throw ExportFailure.of(path, e);
        }
        group = new RowGroupBuffer(columns, schema, options);
    }

    @Override
    public void write(VectorSchemaRoot batch, DictionaryProvider dictionaries) {
        BatchShape.check(batch, columns);
        try {
            for (int from = 0; from < batch.getRowCount(); from += ROWS_PER_STRETCH) {
                int to = Math.min(batch.getRowCount(), from + ROWS_PER_STRETCH);
                group.write(batch, dictionaries, from, to);
                rows += to - from;
                if (group.bufferedBytes() >= options.rowGroupBytes()) {
                    group.writeTo(writer);
                }
            }
        } catch (IOException e) {
            throw ExportFailure.of(path, e);
        }
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public ExportedFile finish() {
        Map<String, String> types = new LinkedHashMap<>();
        columns.forEach(c -> types.put(TYPE_KEY + c.name(), c.type()));
        try {
            if (group.rows() > 0) {
                group.writeTo(writer);
            }
            writer.end(types);
            writer.close();
            file.close();
            ParquetFooter.check(path, rows, file.position());
        } catch (IOException e) {
            throw ExportFailure.of(path, e);
        }
        finished = true;
        return new ExportedFile(path, rows, file.position(), file.sha256());
    }

    @Override
    public void close() {
        group.close();
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

    /** What parquet writes to. It only ever appends. */
    private record Sink(HashingFile file) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new Stream(file);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            throw MevException.fatal("an export never overwrites a file", null);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class Stream extends PositionOutputStream {
        private final HashingFile file;

        Stream(HashingFile file) {
            this.file = file;
        }

        @Override
        public long getPos() {
            return file.position();
        }

        @Override
        public void write(int b) throws IOException {
            file.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            file.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
