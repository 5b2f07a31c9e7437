package dev.mevsdk.jobs.export;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/** Writes one value as ClickHouse's JSONEachRow does. */
@FunctionalInterface
interface JsonCell {
    byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    void write(Cells cells, int row, JsonBytes out);

    static JsonCell of(ColumnType type, ZoneId serverZone) {
        JsonCell present = ofPresent(type, serverZone);
        return (cells, row, out) -> {
            if (cells.isNull(row)) {
                out.put(NULL);
            } else {
                present.write(cells, row, out);
            }
        };
    }

    private static JsonCell ofPresent(ColumnType type, ZoneId serverZone) {
        return switch (type.kind()) {
            case BOOL -> (c, i, out) -> out.put(c.longs[i] != 0 ? TRUE : FALSE);
            case INT -> (c, i, out) -> out.putLong(c.longs[i]);
            case UINT -> (c, i, out) -> out.putUnsignedLong(c.longs[i]);
            case FLOAT32 -> (c, i, out) -> JsonNumbers.put(out, (float) c.doubles[i]);
            case FLOAT64 -> (c, i, out) -> JsonNumbers.put(out, c.doubles[i]);
            case DATE -> (c, i, out) -> JsonTimes.putDate(out, c.longs[i]);
            case DATETIME, DATETIME64 -> new JsonTimes(type, type.zone() == null ? serverZone : type.zone());
            case STRING, FIXED_STRING -> (c, i, out) -> out.putString(c.bytes, c.starts[i], c.ends[i]);
            case ENUM -> enumeration(new EnumLabels(type.labels()));
            case UUID, IPV4, IPV6 ->
                (c, i, out) -> {
                    out.put('"');
                    out.putAscii(FixedBytes.text(type, c, i));
                    out.put('"');
                };
            case WIDE_INT, WIDE_UINT -> (c, i, out) -> out.putAscii(FixedBytes.text(type, c, i));
            case DECIMAL -> (c, i, out) -> JsonNumbers.putDecimal(out, FixedBytes.number(c, i, true), type.scale());
            case ARRAY -> array(of(type.elementType(), serverZone));
        };
    }

    private static JsonCell enumeration(EnumLabels labels) {
        return (c, i, out) -> {
            byte[] label = labels.of(c.longs[i]);
            out.putString(label, 0, label.length);
        };
    }

    private static JsonCell array(JsonCell element) {
        return (cells, row, out) -> {
            out.put('[');
            for (int k = cells.starts[row]; k < cells.ends[row]; k++) {
                if (k > cells.starts[row]) {
                    out.put(',');
                }
                element.write(cells.elements(), k, out);
            }
            out.put(']');
        };
    }
}
