package dev.mevsdk.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another engine, which shares no code with the writer, must read the same values and the same types. */
class ParquetInDuckDbTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ParquetOptions.Encodings.class)
    void anotherEngineReadsTheSameValues(ParquetOptions.Encodings encodings) throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        RandomTable table = RandomTable.allTypes(new Random(seed), 2000);
        ParquetOptions options = new ParquetOptions(ParquetOptions.Compression.ZSTD, encodings, 200_000, 16_384, 1);
        Path file = folder.resolve("table.parquet");
        try (TableExport export = TableExport.parquet(file, table.exportColumns(), options)) {
            table.writeTo(export, 500);
            export.finish();
        }

        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
            assertSame(table, duckDb, file, seed);
            assertStatisticsPrune(table, duckDb, file);
        }
    }

    private static void assertSame(RandomTable table, Connection duckDb, Path file, long seed) throws SQLException {
        String fields =
                table.columns().stream().map(ParquetInDuckDbTest::select).collect(Collectors.joining(", "));
        try (var statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + fields + " FROM '" + file + "'")) {
            for (int row = 0; row < table.rows(); row++) {
                assertThat(rows.next()).as("seed %s row %s", seed, row).isTrue();
                for (int c = 0; c < table.columns().size(); c++) {
                    RandomColumn column = table.columns().get(c);
                    Object expected = expected(column, column.values().get(row));
                    Object actual = actual(rows.getObject(c + 1));
                    if (!Objects.equals(actual, expected)) {
                        fail("seed %s column %s row %s: %s instead of %s", seed, column.type(), row, actual, expected);
                    }
                }
            }
            assertThat(rows.next()).isFalse();
        }
    }

    /** A filter is answered with the help of minima and maxima: wrong ones would lose rows. */
    private static void assertStatisticsPrune(RandomTable table, Connection duckDb, Path file) throws SQLException {
        for (RandomColumn column : table.columns()) {
            if (column.bareType().matches("U?Int\\d+") && column.values().get(0) instanceof Long value) {
                long expected = column.values().stream()
                        .filter(v -> Objects.equals(v, value))
                        .count();
                String literal = column.bareType().startsWith("U") ? Long.toUnsignedString(value) : value.toString();
                try (var statement = duckDb.createStatement();
                        ResultSet count = statement.executeQuery(
                                "SELECT count(*) FROM '" + file + "' WHERE " + column.name() + " = " + literal)) {
                    count.next();
                    assertThat(count.getLong(1)).as(column.type()).isEqualTo(expected);
                }
            }
        }
    }

    private static String select(RandomColumn column) {
        String name = column.name();
        String type = column.bareType();
        if (type.startsWith("DateTime64(9")) {
            return "epoch_ns(" + name + ")";
        }
        if (type.startsWith("DateTime")) {
            return "epoch_us(" + name + ")";
        }
        return switch (type) {
            case "String", "IPv4" -> "hex(encode(" + name + "))";
            case "FixedString(5)" -> "hex(" + name + ")";
            default -> type.startsWith("Enum") ? "hex(encode(" + name + "))" : name;
        };
    }

    private static @Nullable Object expected(RandomColumn column, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        String type = column.bareType().replaceAll("[(].*", "");
        return switch (type) {
            case "Bool" -> value.equals(1L);
            case "UInt64" -> new BigInteger(Long.toUnsignedString((Long) value));
            case "Date", "Date32" -> LocalDate.ofEpochDay((Long) value);
            case "DateTime" -> BigInteger.valueOf((Long) value * 1_000_000);
            case "DateTime64" -> dateTime64((Long) value, column.bareType());
            case "String", "FixedString" -> hex((byte[]) value);
            case "Enum8" -> hex(List.of("no", "it's", "yes").get((int) ((Long) value + 1)));
            case "IPv4" -> hex(dotted((Long) value));
            case "UUID" -> uuid((byte[]) value);
            case "Decimal" -> new BigDecimal((BigInteger) value, scale(column.bareType()));
            case "Array" -> value.toString();
            case "Float32", "Float64" -> value;
            default -> BigInteger.valueOf((Long) value);
        };
    }

    /** DuckDB has no nanoseconds in a time with a zone: it reads them cut to microseconds. */
    private static BigInteger dateTime64(long value, String type) {
        return switch (type.charAt("DateTime64(".length())) {
            case '0' -> BigInteger.valueOf(value * 1_000_000);
            case '3' -> BigInteger.valueOf(value * 1000);
            case '6' -> BigInteger.valueOf(value);
            default -> BigInteger.valueOf(value / 1000 * 1000);
        };
    }

    private static int scale(String decimal) {
        return Integer.parseInt(decimal.replaceAll(".*, |[)]", ""));
    }

    private static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private static String dotted(long value) {
        return String.format("%d.%d.%d.%d", value >> 24, value >> 16 & 255, value >> 8 & 255, value & 255);
    }

    private static String hex(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    private static @Nullable Object actual(@Nullable Object value) throws SQLException {
        if (value instanceof Number number && !(number instanceof Double) && !(number instanceof BigDecimal)) {
            return number instanceof Float ? number.doubleValue() : (Object) new BigInteger(number.toString());
        }
        return value instanceof Array array ? Arrays.toString((Object[]) array.getArray()) : value;
    }
}
