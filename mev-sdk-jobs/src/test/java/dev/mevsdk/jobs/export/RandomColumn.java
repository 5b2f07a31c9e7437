package dev.mevsdk.jobs.export;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/** A column of random values in the Arrow form ClickHouse sends. A value is a Long, Double, byte[], BigInteger or a List of Double. */
record RandomColumn(String name, String type, ArrowType arrow, boolean nullable, List<@Nullable Object> values) {
    private static final Map<String, ArrowType> TYPES = Map.ofEntries(
            Map.entry("Bool", new ArrowType.Bool()),
            Map.entry("Int8", new ArrowType.Int(8, true)),
            Map.entry("Int16", new ArrowType.Int(16, true)),
            Map.entry("Int32", new ArrowType.Int(32, true)),
            Map.entry("Int64", new ArrowType.Int(64, true)),
            Map.entry("UInt8", new ArrowType.Int(8, false)),
            Map.entry("UInt16", new ArrowType.Int(16, false)),
            Map.entry("UInt32", new ArrowType.Int(32, false)),
            Map.entry("UInt64", new ArrowType.Int(64, false)),
            Map.entry("Float32", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
            Map.entry("Float64", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
            Map.entry("Date", new ArrowType.Int(16, false)),
            Map.entry("Date32", new ArrowType.Date(DateUnit.DAY)),
            Map.entry("DateTime", new ArrowType.Int(32, false)),
            Map.entry("DateTime64(0, 'UTC')", new ArrowType.Timestamp(TimeUnit.SECOND, "UTC")),
            Map.entry("DateTime64(3, 'UTC')", new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC")),
            Map.entry("DateTime64(6)", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
            Map.entry("DateTime64(9)", new ArrowType.Timestamp(TimeUnit.NANOSECOND, "UTC")),
            Map.entry("String", new ArrowType.Utf8()),
            Map.entry("FixedString(5)", new ArrowType.FixedSizeBinary(5)),
            Map.entry("Enum8('no' = -1, 'it''s' = 0, 'yes' = 1)".replace("''", "\\'"), new ArrowType.Int(8, true)),
            Map.entry("UUID", new ArrowType.FixedSizeBinary(16)),
            Map.entry("IPv4", new ArrowType.Int(32, false)),
            Map.entry("Decimal(7, 2)", new ArrowType.Decimal(7, 2, 128)),
            Map.entry("Decimal(18, 6)", new ArrowType.Decimal(18, 6, 128)),
            Map.entry("Decimal(38, 10)", new ArrowType.Decimal(38, 10, 128)),
            Map.entry("Array(Float64)", new ArrowType.List()));

    static RandomColumn any(Random random, String name, int rows) {
        List<String> types = TYPES.keySet().stream().sorted().toList();
        return of(random, name, types.get(random.nextInt(types.size())), random.nextBoolean(), rows);
    }

    static List<String> types() {
        return TYPES.keySet().stream().sorted().toList();
    }

    static RandomColumn of(Random random, String name, String type, boolean wantNullable, int rows) {
        boolean nullable = wantNullable && !type.startsWith("Array");
        int variety = random.nextBoolean() ? 5 : Integer.MAX_VALUE;
        List<@Nullable Object> few = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            if (few.size() < variety) {
                few.add(nullable && random.nextInt(4) == 0 ? null : value(random, type));
            }
            values.add(variety == 5 ? few.get(random.nextInt(few.size())) : few.get(i));
        }
        String full = nullable ? "Nullable(" + type + ")" : type;
        return new RandomColumn(name, full, TYPES.get(type), nullable, values);
    }

    ExportColumn column() {
        return new ExportColumn(name, type);
    }

    String bareType() {
        return nullable ? type.substring("Nullable(".length(), type.length() - 1) : type;
    }

    private static Object value(Random random, String type) {
        return switch (type.replaceAll("[(].*", "")) {
            case "Bool" -> (long) random.nextInt(2);
            case "Int8" -> (long) (byte) random.nextInt();
            case "Int16" -> (long) (short) random.nextInt();
            case "Int32" -> (long) random.nextInt();
            case "Int64", "UInt64" -> random.nextInt(9) == 0 ? Long.MIN_VALUE : random.nextLong();
            case "UInt8" -> (long) random.nextInt(256);
            case "UInt16", "Date" -> (long) random.nextInt(65536);
            case "UInt32", "DateTime", "IPv4" -> random.nextInt() & 0xFFFFFFFFL;
            case "Date32" -> (long) random.nextInt(100_000) - 25_000;
            case "DateTime64" -> type.contains("(9") ? random.nextLong() >> 1 : random.nextLong() >> 25;
            case "Enum8" -> (long) random.nextInt(3) - 1;
            case "Float32" -> (double) (float) special(random);
            case "Float64" -> special(random);
            case "String" -> string(random);
            case "FixedString" -> bytes(random, 5);
            case "UUID" -> bytes(random, 16);
            case "Decimal" ->
                new BigInteger(type.contains("38") ? 120 : type.contains("18") ? 58 : 22, random)
                        .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1));
            case "Array" -> {
                List<Double> list = new ArrayList<>();
                for (int k = random.nextInt(4); k > 0; k--) {
                    list.add(special(random));
                }
                yield list;
            }
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static double special(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> -0.0;
            case 2 -> Double.POSITIVE_INFINITY;
            case 3 -> random.nextInt(100);
            default -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
        };
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] string(Random random) {
        int length =
                switch (random.nextInt(40)) {
                    case 0 -> 200_000;
                    case 1, 2, 3 -> 0;
                    default -> random.nextInt(30);
                };
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(random.nextInt(5) == 0 ? 0x1F600 + random.nextInt(40) : ' ' + random.nextInt(90));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    FieldVector vector(BufferAllocator allocator, int from, int to) {
        FieldVector vector = new Field(name, new FieldType(nullable, arrow, null), children()).createVector(allocator);
        vector.setInitialCapacity(Math.max(1, to - from));
        vector.allocateNew();
        for (int i = from; i < to; i++) {
            set(vector, i - from, values.get(i));
        }
        vector.setValueCount(to - from);
        return vector;
    }

    private List<Field> children() {
        if (!(arrow instanceof ArrowType.List)) {
            return List.of();
        }
        return List.of(new Field("item", new FieldType(false, TYPES.get("Float64"), null), null));
    }

    private static void set(FieldVector vector, int row, @Nullable Object value) {
        if (value == null) {
            vector.setNull(row);
        } else if (vector instanceof ListVector list) {
            setList(list, row, (List<?>) value);
        } else if (vector instanceof BitVector bits) {
            bits.setSafe(row, ((Long) value).intValue());
        } else if (vector instanceof VarCharVector strings) {
            strings.setSafe(row, (byte[]) value);
        } else if (vector instanceof FixedSizeBinaryVector fixed) {
            fixed.setSafe(row, (byte[]) value);
        } else if (vector instanceof DecimalVector decimals) {
            decimals.setSafe(row, new java.math.BigDecimal((BigInteger) value, decimals.getScale()));
        } else if (vector instanceof Float4Vector floats) {
            floats.setSafe(row, ((Double) value).floatValue());
        } else if (vector instanceof Float8Vector doubles) {
            doubles.setSafe(row, (Double) value);
        } else if (vector instanceof TimeStampVector times) {
            times.setSafe(row, (Long) value);
        } else {
            setInteger((BaseFixedWidthVector) vector, row, (Long) value);
        }
    }

    private static void setInteger(BaseFixedWidthVector vector, int row, long value) {
        while (row >= vector.getValueCapacity()) {
            vector.reAlloc();
        }
        vector.setIndexDefined(row);
        switch (vector.getTypeWidth()) {
            case 1 -> vector.getDataBuffer().setByte(row, (byte) value);
            case 2 -> vector.getDataBuffer().setShort(2L * row, (short) value);
            case 4 -> vector.getDataBuffer().setInt(4L * row, (int) value);
            default -> vector.getDataBuffer().setLong(8L * row, value);
        }
    }

    private static void setList(ListVector list, int row, List<?> value) {
        int start = list.startNewValue(row);
        Float8Vector items = (Float8Vector) list.getDataVector();
        for (int k = 0; k < value.size(); k++) {
            items.setSafe(start + k, (Double) value.get(k));
        }
        list.endValue(row, value.size());
    }
}
