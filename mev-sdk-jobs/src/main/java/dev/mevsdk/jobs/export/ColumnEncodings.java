package dev.mevsdk.jobs.export;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.column.values.deltalengthbytearray.DeltaLengthByteArrayValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainBinaryDictionaryValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainDoubleDictionaryValuesWriter;
import org.apache.parquet.column.values.factory.ValuesWriterFactory;
import org.apache.parquet.column.values.fallback.FallbackValuesWriter;
import org.apache.parquet.column.values.plain.BooleanPlainValuesWriter;
import org.apache.parquet.column.values.plain.FixedLenByteArrayPlainValuesWriter;
import org.apache.parquet.column.values.plain.PlainValuesWriter;

/**
 * Which encoding a type gets: integers and times delta-packed; strings by dictionary until it stops paying, then
 * lengths delta-packed and bytes concatenated; the rest plain.
 */
final class ColumnEncodings implements ValuesWriterFactory {
    private ParquetProperties properties = ParquetProperties.builder().build();

    @Override
    public void initialize(ParquetProperties parquetProperties) {
        properties = parquetProperties;
    }

    @Override
    public ValuesWriter newValuesWriter(ColumnDescriptor column) {
        int slab = properties.getInitialSlabSize();
        int page = properties.getPageSizeThreshold();
        var allocator = properties.getAllocator();
        return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> new BooleanPlainValuesWriter();
            case INT32 -> new DeltaBinaryPackingValuesWriterForInteger(slab, page, allocator);
            case INT64 -> new DeltaBinaryPackingValuesWriterForLong(slab, page, allocator);
            case FLOAT -> new PlainValuesWriter(slab, page, allocator);
            case DOUBLE ->
                FallbackValuesWriter.of(
                        new PlainDoubleDictionaryValuesWriter(
                                properties.getDictionaryPageSizeThreshold(),
                                Encoding.RLE_DICTIONARY,
                                Encoding.PLAIN,
                                allocator),
                        new PlainValuesWriter(slab, page, allocator));
            case BINARY ->
                FallbackValuesWriter.of(
                        new PlainBinaryDictionaryValuesWriter(
                                properties.getDictionaryPageSizeThreshold(),
                                Encoding.RLE_DICTIONARY,
                                Encoding.PLAIN,
                                allocator),
                        new DeltaLengthByteArrayValuesWriter(slab, page, allocator));
            case FIXED_LEN_BYTE_ARRAY, INT96 ->
                new FixedLenByteArrayPlainValuesWriter(
                        column.getPrimitiveType().getTypeLength(), slab, page, allocator);
        };
    }
}
