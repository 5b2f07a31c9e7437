package dev.mevsdk.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expected lines are what ClickHouse 26.7 printed for the same values. */
class JsonlExportTest {
    @TempDir
    Path folder;

    @Test
    void doublesHaveTheirShortestDigitsInClickHousesLayout() throws Exception {
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                0.0,
                -0.0,
                1.0,
                0.5,
                1 / 7.0,
                0.000007,
                1e-7,
                1e-18,
                1.5000000000000001e-18,
                7e15,
                1e21,
                1.5e300,
                -3.687839043182679e-44,
                Double.MIN_VALUE,
                123456789.123456789,
                Double.NaN,
                Double.POSITIVE_INFINITY));

        assertThat(lines("Float64", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), values))
                .containsExactly(
                        "0",
                        "-0",
                        "1",
                        "0.5",
                        "0.14285714285714285",
                        "0.000007",
                        "1e-7",
                        "1e-18",
                        "1.5000000000000001e-18",
                        "7000000000000000",
                        "1e21",
                        "1.5e300",
                        "-3.687839043182679e-44",
                        "5e-324",
                        "123456789.12345679",
                        "null",
                        "null");
    }

    @Test
    void floatsHaveTheirOwnShortestDigits() throws Exception {
        List<@Nullable Object> values =
                new ArrayList<>(Arrays.asList(0.7f * 1.0, -251328774144.0, 31105878016.0, 16777215.0, -176505824.0));

        assertThat(lines("Float32", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE), values))
                .containsExactly("0.7", "-251328770000", "31105878000", "16777215", "-176505820");
    }

    @Test
    void everyDoubleReadsBackToItself() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        Random random = new Random(seed);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            values.add(Double.isFinite(any) && i % 2 == 0 ? any : random.nextInt(1 << 30) / 1e9 * (i % 7 - 3));
        }

        List<String> lines = lines("Float64", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), values);

        for (int i = 0; i < lines.size(); i++) {
            assertThat(Double.parseDouble(lines.get(i))).as("seed %s", seed).isEqualTo(values.get(i));
        }
    }

    @Test
    void stringsAreEscapedAsClickHouseDoesAndOtherBytesCopied() throws Exception {
        byte[] odd = {
            7, '\n', '"', '\\', '/', 0x1F, 0x7F, (byte) 0xE2, (byte) 0x80, (byte) 0xA8, (byte) 0xE2, 'x', (byte) 0xFF
        };

        byte[] line = bytes("String", new ArrowType.Utf8(), new ArrayList<>(List.of((Object) odd)));

        assertThat(new String(line, StandardCharsets.ISO_8859_1))
                .isEqualTo("{\"v\":\"\\u0007\\n\\\"\\\\\\/\\u001F\u007F\\u2028\u00E2x\u00FF\"}\n");
    }

    @Test
    void timesAreShownInTheirZoneWithTheirDigits() throws Exception {
        ArrowType millis = new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC");
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(1_704_067_201_125L, -1L));

        assertThat(lines("DateTime64(3, 'UTC')", millis, values))
                .containsExactly("\"2024-01-01 00:00:01.125\"", "\"1969-12-31 23:59:59.999\"");
        assertThat(lines("DateTime64(2, 'Europe/Berlin')", millis, values).get(0))
                .isEqualTo("\"2024-01-01 01:00:01.12\"");
        assertThat(lines("DateTime64(3)", millis, values, ZoneId.of("Asia/Tokyo"))
                        .get(0))
                .isEqualTo("\"2024-01-01 09:00:01.125\"");
    }

    @Test
    void unsignedIntegersAndEnumsKeepTheirMeaning() throws Exception {
        assertThat(lines("UInt64", new ArrowType.Int(64, false), new ArrayList<>(List.of(-1L, 0L, Long.MIN_VALUE))))
                .containsExactly("18446744073709551615", "0", "9223372036854775808");
        assertThat(lines(
                        "Int64", new ArrowType.Int(64, true), new ArrayList<>(List.of(Long.MIN_VALUE, Long.MAX_VALUE))))
                .containsExactly("-9223372036854775808", "9223372036854775807");
        assertThat(lines(
                        "Enum8('a\\'b' = -1, 'y/es' = 1)",
                        new ArrowType.Int(8, true),
                        new ArrayList<>(List.of(-1L, 1L))))
                .containsExactly("\"a'b\"", "\"y\\/es\"");
    }

    @Test
    void everyTypeGivesALineHoweverRowsAreBatched() throws Exception {
        RandomTable table = RandomTable.allTypes(new Random(5), 1500);

        ExportedFile one = export(table, "one", 1500);
        ExportedFile other = export(table, "other", 77);

        assertThat(one.rows()).isEqualTo(1500);
        assertThat(other.sha256()).isEqualTo(one.sha256());
        assertThat(Files.lines(one.path(), StandardCharsets.ISO_8859_1)).hasSize(1500);
    }

    private ExportedFile export(RandomTable table, String name, int batchRows) {
        try (TableExport export =
                TableExport.jsonl(folder.resolve(name + ".jsonl"), table.exportColumns(), ZoneOffset.UTC)) {
            table.writeTo(export, batchRows);
            return export.finish();
        }
    }

    private List<String> lines(String type, ArrowType arrow, List<@Nullable Object> values) throws Exception {
        return lines(type, arrow, values, ZoneOffset.UTC);
    }

    private List<String> lines(String type, ArrowType arrow, List<@Nullable Object> values, ZoneId zone)
            throws Exception {
        return new String(bytes(type, arrow, values, zone), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.substring("{\"v\":".length(), line.length() - 1))
                .toList();
    }

    private byte[] bytes(String type, ArrowType arrow, List<@Nullable Object> values) throws Exception {
        return bytes(type, arrow, values, ZoneOffset.UTC);
    }

    private byte[] bytes(String type, ArrowType arrow, List<@Nullable Object> values, ZoneId zone) throws Exception {
        RandomTable table = new RandomTable(List.of(new RandomColumn("v", type, arrow, false, values)), values.size());
        Path file = Files.createTempFile(folder, "rows", "");
        Files.delete(file);
        try (TableExport export = TableExport.jsonl(file, table.exportColumns(), zone)) {
            table.writeTo(export, 100);
            export.finish();
        }
        return Files.readAllBytes(file);
    }
}
