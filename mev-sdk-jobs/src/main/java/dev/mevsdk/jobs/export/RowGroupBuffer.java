package dev.mevsdk.jobs.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;

/** The open row group: a buffer per column over one shared store of encoded pages. */
final class RowGroupBuffer implements AutoCloseable {
    /** Of minima and maxima, in the footer and the page index. */
    static final int STATISTICS_BYTES = 64;

    /** Strings can be large, so the size of a page is looked at often; it is cheap with one column per store. */
    private static final int ROWS_BETWEEN_SIZE_CHECKS = 32;

    private final MessageType schema;
    private final ParquetProperties properties;
    private final Map<ColumnPath, BytesInputCompressor> compressors = new HashMap<>();
    private final List<ColumnBuffer> columns = new ArrayList<>();
    private final ParallelColumns parallel;
    private ColumnChunkPageWriteStore pages;
    private long rows;

    RowGroupBuffer(List<ExportColumn> columns, MessageType schema, ParquetOptions options) {
        this.schema = schema;
        this.parallel = new ParallelColumns(options.threads());
        this.properties = properties(options);
        schema.getColumns()
                .forEach(c -> compressors.put(
                        ColumnPath.get(c.getPath()),
                        options.compression() == ParquetOptions.Compression.ZSTD
                                ? new PageCompressor()
                                : new PageCompressor.None()));
        this.pages = newPages();
        columns.forEach(c -> this.columns.add(new ColumnBuffer(c, pages, properties)));
    }

    private static ParquetProperties properties(ParquetOptions options) {
        ParquetProperties.Builder builder = ParquetProperties.builder()
                .withWriterVersion(WriterVersion.PARQUET_1_0)
                .withPageSize(options.pageBytes())
                .withPageRowCountLimit(Integer.MAX_VALUE)
                .withMinRowCountForPageSizeCheck(ROWS_BETWEEN_SIZE_CHECKS)
                .estimateRowCountForPageSizeCheck(false)
                .withColumnIndexTruncateLength(STATISTICS_BYTES)
                .withStatisticsTruncateLength(STATISTICS_BYTES)
                .withSizeStatisticsEnabled(false)
                .withAllocator(new HeapByteBufferAllocator());
        if (options.encodings() == ParquetOptions.Encodings.DELTA) {
            builder.withValuesWriterFactory(new ColumnEncodings());
        }
        return builder.build();
    }

    private ColumnChunkPageWriteStore newPages() {
        return ColumnChunkPageWriteStore.builder()
                .withSchema(schema)
                .withAllocator(properties.getAllocator())
                .withColumnIndexTruncateLength(STATISTICS_BYTES)
                .withPageWriteChecksumEnabled(true)
                .withCompressorProvider(c -> compressors.get(ColumnPath.get(c.getPath())))
                .build();
    }

    void write(VectorSchemaRoot batch, DictionaryProvider dictionaries, int from, int to) {
        parallel.run(columns.size(), c -> columns.get(c).write(batch.getVector(c), dictionaries, from, to));
        rows += to - from;
    }

    long rows() {
        return rows;
    }

    long bufferedBytes() {
        return columns.stream().mapToLong(ColumnBuffer::bufferedBytes).sum();
    }

    /** Writes the row group to the file and starts the next one. */
    void writeTo(ParquetFileWriter file) throws IOException {
        parallel.run(columns.size(), c -> columns.get(c).flush());
        file.startBlock(rows);
        pages.flushToFileWriter(file);
        file.endBlock();
        columns.forEach(ColumnBuffer::close);
        pages.close();
        rows = 0;
        pages = newPages();
        columns.forEach(c -> c.open(pages, properties));
    }

    @Override
    public void close() {
        parallel.close();
        columns.forEach(ColumnBuffer::close);
        pages.close();
        compressors.values().forEach(BytesInputCompressor::release);
    }
}
