package dev.mevsdk.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.mevsdk.core.MevException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetExportTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ParquetOptions.Encodings.class)
    void everyValueOfEveryTypeReadsBack(ParquetOptions.Encodings encodings) throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        RandomTable table = RandomTable.allTypes(new Random(seed), 2500);
        ParquetOptions options = new ParquetOptions(ParquetOptions.Compression.ZSTD, encodings, 100 << 10, 16 << 10, 2);

        ExportedFile file = export(table, options);

        ParquetRows read = ParquetRows.read(file.path());
        assertThat(read.footer().getBlocks().size()).as("seed %s", seed).isGreaterThan(1);
        assertSameRows(table, read, seed);
    }

    @Test
    void randomTablesReadBack() throws Exception {
        for (int run = 0; run < 30; run++) {
            long seed = ThreadLocalRandom.current().nextLong();
            Random random = new Random(seed);
            RandomTable table = RandomTable.any(random);
            ParquetOptions options = new ParquetOptions(
                    ParquetOptions.Compression.values()[random.nextInt(2)],
                    ParquetOptions.Encodings.DELTA,
                    10_000 + random.nextInt(1 << 20),
                    1024 + random.nextInt(1 << 16),
                    1);

            ExportedFile file = export(table, options);

            assertSameRows(table, ParquetRows.read(file.path()), seed);
            Files.delete(file.path());
        }
    }

    @Test
    void hashBytesAndRowsAreThoseOfTheFile() throws Exception {
        RandomTable table = RandomTable.allTypes(new Random(1), 100);

        ExportedFile file = export(table, ParquetOptions.defaults());

        byte[] bytes = Files.readAllBytes(file.path());
        assertThat(file.bytes()).isEqualTo(bytes.length);
        assertThat(file.rows()).isEqualTo(100);
        assertThat(file.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    @Test
    void sameRowsGiveTheSameBytesHoweverTheyAreBatched() {
        RandomTable table = RandomTable.allTypes(new Random(7), 2000);

        ExportedFile one = export(table, ParquetOptions.defaults(), "one", 2000);
        ExportedFile other = export(table, ParquetOptions.defaults().withThreads(3), "other", 333);

        assertThat(other.sha256()).isEqualTo(one.sha256());
    }

    @Test
    void statisticsOfUnsignedIntegersCompareUnsigned() throws Exception {
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(1L, -1L, 5L));
        RandomTable table = new RandomTable(
                List.of(new RandomColumn(
                        "n", "UInt64", new org.apache.arrow.vector.types.pojo.ArrowType.Int(64, false), false, values)),
                3);

        ColumnChunkMetaData chunk = chunk(export(table, ParquetOptions.defaults()));

        assertThat(ByteBuffer.wrap(chunk.getStatistics().getMinBytes())
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .getLong())
                .isEqualTo(1);
        assertThat(ByteBuffer.wrap(chunk.getStatistics().getMaxBytes())
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .getLong())
                .isEqualTo(-1);
    }

    @Test
    void statisticsHoldEveryStringBetweenThem() throws Exception {
        Random random = new Random(3);
        RandomColumn column = RandomColumn.of(random, "s", "String", true, 2000);
        long nulls = column.values().stream().filter(v -> v == null).count();

        ColumnChunkMetaData chunk = chunk(export(new RandomTable(List.of(column), 2000), ParquetOptions.defaults()));

        assertThat(chunk.getStatistics().getNumNulls()).isEqualTo(nulls);
        for (Object value : column.values()) {
            if (value instanceof byte[] bytes) {
                assertThat(Arrays.compareUnsigned(chunk.getStatistics().getMinBytes(), bytes))
                        .isLessThanOrEqualTo(0);
                assertThat(Arrays.compareUnsigned(chunk.getStatistics().getMaxBytes(), bytes))
                        .isGreaterThanOrEqualTo(0);
            }
        }
    }

    @Test
    void bytesThatAreNoTextAreCopiedAsTheyAre() throws Exception {
        byte[] noText = {(byte) 0xFF, 0, (byte) 0xC0, (byte) 0x80, 'a'};
        List<@Nullable Object> values = new ArrayList<>(List.of(noText, new byte[0]));
        RandomColumn column =
                new RandomColumn("s", "String", new org.apache.arrow.vector.types.pojo.ArrowType.Utf8(), false, values);

        ParquetRows read = ParquetRows.read(export(new RandomTable(List.of(column), 2), ParquetOptions.defaults())
                .path());

        assertThat(read.rows().get(0).getBinary("s", 0).getBytes()).isEqualTo(noText);
    }

    @Test
    void anUnfinishedFileIsRemoved() {
        Path path = folder.resolve("part.parquet");
        RandomTable table = RandomTable.allTypes(new Random(2), 10);

        try (TableExport export = TableExport.parquet(path, table.exportColumns(), ParquetOptions.defaults())) {
            table.writeTo(export, 10);
            assertThat(path).exists();
        }

        assertThat(path).doesNotExist();
    }

    @Test
    void aFileThatExistsIsLeftAlone() throws Exception {
        Path path = Files.writeString(folder.resolve("there.parquet"), "precious");

        assertThatThrownBy(() ->
                        TableExport.parquet(path, List.of(new ExportColumn("a", "Int8")), ParquetOptions.defaults()))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("there.parquet exists already");

        assertThat(path).hasContent("precious");
    }

    @Test
    void aTypeWithoutAPlaceInAFileIsRefusedByName() {
        assertThatThrownBy(() -> new ExportColumn("legs", "Tuple(a String, b UInt8)"))
                .hasMessageContaining("column legs")
                .hasMessageContaining("toString()");
    }

    private ColumnChunkMetaData chunk(ExportedFile file) throws Exception {
        return ParquetRows.read(file.path())
                .footer()
                .getBlocks()
                .get(0)
                .getColumns()
                .get(0);
    }

    private ExportedFile export(RandomTable table, ParquetOptions options) {
        return export(table, options, "table", 700);
    }

    private ExportedFile export(RandomTable table, ParquetOptions options, String name, int batchRows) {
        try (TableExport export =
                TableExport.parquet(folder.resolve(name + ".parquet"), table.exportColumns(), options)) {
            table.writeTo(export, batchRows);
            return export.finish();
        }
    }

    private static void assertSameRows(RandomTable table, ParquetRows read, long seed) {
        assertThat(read.rows()).as("seed %s", seed).hasSize(table.rows());
        for (int c = 0; c < table.columns().size(); c++) {
            RandomColumn column = table.columns().get(c);
            for (int row = 0; row < table.rows(); row++) {
                Object expected = expected(column, column.values().get(row));
                Object actual = actual(read.rows().get(row), c, column);
                if (!Objects.equals(actual, expected)) {
                    fail("seed %s column %s row %s: %s instead of %s", seed, column.type(), row, actual, expected);
                }
            }
        }
    }

    private static @Nullable Object expected(RandomColumn column, @Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Long number) {
            return switch (column.bareType().replaceAll(" .*", "")) {
                case "DateTime", "DateTime64(0," -> number * 1000;
                case "IPv4" -> hex(FixedIpv4.text(number));
                case "Enum8('no'" -> hex(List.of("no", "it's", "yes").get((int) (number + 1)));
                default -> number;
            };
        }
        return value instanceof List<?> list ? list.toString() : value;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Object actual(Group row, int c, RandomColumn column) {
        if (row.getFieldRepetitionCount(c) == 0) {
            return null;
        }
        var type = row.getType().getType(c);
        if (!type.isPrimitive()) {
            Group list = row.getGroup(c, 0);
            List<Double> items = new ArrayList<>();
            for (int k = 0; k < list.getFieldRepetitionCount(0); k++) {
                items.add(list.getGroup(0, k).getDouble(0, 0));
            }
            return items.toString();
        }
        boolean decimal = column.bareType().startsWith("Decimal");
        PrimitiveTypeName primitive = type.asPrimitiveType().getPrimitiveTypeName();
        return switch (primitive) {
            case BOOLEAN -> row.getBoolean(c, 0) ? 1L : 0L;
            case INT32 -> decimal ? BigInteger.valueOf(row.getInteger(c, 0)) : int32(row.getInteger(c, 0), column);
            case INT64 -> decimal ? BigInteger.valueOf(row.getLong(c, 0)) : (Object) row.getLong(c, 0);
            case FLOAT -> (double) row.getFloat(c, 0);
            case DOUBLE -> row.getDouble(c, 0);
            default -> {
                byte[] bytes = row.getBinary(c, 0).getBytes();
                yield decimal ? new BigInteger(bytes) : HexFormat.of().formatHex(bytes);
            }
        };
    }

    private static Object int32(int value, RandomColumn column) {
        return column.bareType().startsWith("UInt") ? value & 0xFFFFFFFFL : (long) value;
    }

    /** Written a second time, apart from the code under test. */
    private static final class FixedIpv4 {
        static String text(long value) {
            try {
                return java.net.InetAddress.getByAddress(
                                ByteBuffer.allocate(4).putInt((int) value).array())
                        .getHostAddress();
            } catch (java.net.UnknownHostException e) {
                throw new AssertionError(e);
            }
        }
    }
}
