package dev.mevsdk.jobs.export;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.uuidType;

import java.math.BigInteger;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** ClickHouse types as Parquet types. */
final class ParquetSchema {
    private static final int MAX_INT32_DIGITS = 9;
    private static final int MAX_INT64_DIGITS = 18;
    private static final int UUID_BYTES = 16;

    private ParquetSchema() {}

    static MessageType of(List<ExportColumn> columns) {
        List<Type> fields =
                columns.stream().map(c -> field(c.name(), c.parsed())).toList();
        return new MessageType("row", fields);
    }

    static Type field(String name, ColumnType type) {
        if (type.kind() != ColumnType.Kind.ARRAY) {
            return leaf(name, type);
        }
        return Types.requiredList().element(leaf("element", type.elementType())).named(name);
    }

    /** Bytes that hold a decimal of so many digits, sign included. */
    static int decimalBytes(int digits) {
        return BigInteger.TEN.pow(digits).bitLength() / Byte.SIZE + 1;
    }

    static PrimitiveTypeName decimalPrimitive(int digits) {
        return digits <= MAX_INT32_DIGITS
                ? PrimitiveTypeName.INT32
                : digits <= MAX_INT64_DIGITS ? PrimitiveTypeName.INT64 : PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
    }

    private static Type leaf(String name, ColumnType type) {
        return switch (type.kind()) {
            case BOOL -> primitive(name, type, PrimitiveTypeName.BOOLEAN, 0, null);
            case INT -> integer(name, type, true);
            case UINT -> integer(name, type, false);
            case FLOAT32 -> primitive(name, type, PrimitiveTypeName.FLOAT, 0, null);
            case FLOAT64 -> primitive(name, type, PrimitiveTypeName.DOUBLE, 0, null);
            case DATE -> primitive(name, type, PrimitiveTypeName.INT32, 0, dateType());
            case DATETIME -> primitive(name, type, PrimitiveTypeName.INT64, 0, timestampType(true, TimeUnit.MILLIS));
            case DATETIME64 -> primitive(name, type, PrimitiveTypeName.INT64, 0, timestampType(true, unit(type)));
            case FIXED_STRING -> primitive(name, type, PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, type.size(), null);
            case UUID -> primitive(name, type, PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, UUID_BYTES, uuidType());
            case DECIMAL -> decimal(name, type);
            case STRING, ENUM, IPV4, IPV6, WIDE_INT, WIDE_UINT ->
                primitive(name, type, PrimitiveTypeName.BINARY, 0, stringType());
            case ARRAY -> throw new IllegalStateException("an array within an array");
        };
    }

    private static Type integer(String name, ColumnType type, boolean signed) {
        PrimitiveTypeName primitive = type.size() == Long.BYTES ? PrimitiveTypeName.INT64 : PrimitiveTypeName.INT32;
        return primitive(name, type, primitive, 0, intType(type.size() * Byte.SIZE, signed));
    }

    private static Type decimal(String name, ColumnType type) {
        PrimitiveTypeName primitive = decimalPrimitive(type.size());
        int length = primitive == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY ? decimalBytes(type.size()) : 0;
        return primitive(name, type, primitive, length, decimalType(type.scale(), type.size()));
    }

    private static TimeUnit unit(ColumnType type) {
        return switch (type.timestampDigits()) {
            case 3 -> TimeUnit.MILLIS;
            case 6 -> TimeUnit.MICROS;
            default -> TimeUnit.NANOS;
        };
    }

    private static Type primitive(
            String name,
            ColumnType type,
            PrimitiveTypeName primitive,
            int length,
            @Nullable LogicalTypeAnnotation annotation) {
        Repetition repetition = type.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
        return Types.primitive(primitive, repetition)
                .length(length)
                .as(annotation)
                .named(name);
    }
}
