package dev.mevsdk.jobs.export;

import java.nio.charset.StandardCharsets;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Writes one value of a column with its levels. */
@FunctionalInterface
interface ParquetCell {
    long MILLIS_PER_SECOND = 1000;

    void write(Cells cells, int row, ColumnWriter writer, int repetition, int definition);

    /** The writer for a type that is no array. */
    static ParquetCell of(ColumnType type) {
        return switch (type.kind()) {
            case BOOL -> (c, i, w, r, d) -> w.write(c.longs[i] != 0, r, d);
            case INT, UINT -> type.size() == Long.BYTES ? ParquetCell::int64 : ParquetCell::int32;
            case DATE -> ParquetCell::int32;
            case DATETIME -> (c, i, w, r, d) -> w.write(c.longs[i] * MILLIS_PER_SECOND, r, d);
            case DATETIME64 -> ParquetCell::int64;
            case FLOAT32 -> (c, i, w, r, d) -> w.write((float) c.doubles[i], r, d);
            case FLOAT64 -> (c, i, w, r, d) -> w.write(c.doubles[i], r, d);
            case STRING, FIXED_STRING -> ParquetCell::bytes;
            case UUID, IPV6, WIDE_INT, WIDE_UINT, IPV4 -> new ConvertedCell(type);
            case ENUM -> new EnumCell(new EnumLabels(type.labels()));
            case DECIMAL -> decimal(type);
            case ARRAY -> throw new IllegalStateException("an array within an array");
        };
    }

    private static void int32(Cells cells, int row, ColumnWriter writer, int repetition, int definition) {
        writer.write((int) cells.longs[row], repetition, definition);
    }

    private static void int64(Cells cells, int row, ColumnWriter writer, int repetition, int definition) {
        writer.write(cells.longs[row], repetition, definition);
    }

    private static void bytes(Cells cells, int row, ColumnWriter writer, int repetition, int definition) {
        int start = cells.starts[row];
        writer.write(Binary.fromReusedByteArray(cells.bytes, start, cells.ends[row] - start), repetition, definition);
    }

    private static ParquetCell decimal(ColumnType type) {
        PrimitiveTypeName primitive = ParquetSchema.decimalPrimitive(type.size());
        if (primitive == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY) {
            int length = ParquetSchema.decimalBytes(type.size());
            return (c, i, w, r, d) -> w.write(reversed(c, i, length), r, d);
        }
        return primitive == PrimitiveTypeName.INT32
                ? (c, i, w, r, d) -> w.write((int) FixedBytes.lowLong(c, i), r, d)
                : (c, i, w, r, d) -> w.write(FixedBytes.lowLong(c, i), r, d);
    }

    /** The low bytes of a little-endian number, turned around. */
    private static Binary reversed(Cells cells, int row, int length) {
        byte[] value = new byte[length];
        int start = cells.starts[row];
        for (int k = 0; k < length; k++) {
            value[length - 1 - k] = cells.bytes[start + k];
        }
        return Binary.fromConstantByteArray(value);
    }

    /** Types whose text or byte order differs from Arrow's. */
    record ConvertedCell(ColumnType type) implements ParquetCell {
        @Override
        public void write(Cells cells, int row, ColumnWriter writer, int repetition, int definition) {
            Binary value = type.kind() == ColumnType.Kind.UUID
                    ? Binary.fromConstantByteArray(FixedBytes.uuid(cells, row))
                    : Binary.fromConstantByteArray(
                            FixedBytes.text(type, cells, row).getBytes(StandardCharsets.US_ASCII));
            writer.write(value, repetition, definition);
        }
    }

    /** An enum by its label. */
    record EnumCell(EnumLabels labels) implements ParquetCell {
        @Override
        public void write(Cells cells, int row, ColumnWriter writer, int repetition, int definition) {
            writer.write(Binary.fromConstantByteArray(labels.of(cells.longs[row])), repetition, definition);
        }
    }
}
