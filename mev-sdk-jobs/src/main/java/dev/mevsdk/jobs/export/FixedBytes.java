package dev.mevsdk.jobs.export;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Values of fixed width as ClickHouse lays them out in Arrow. */
final class FixedBytes {
    private static final int UUID_BYTES = 16;

    private FixedBytes() {}

    /** The low 64 bits of a little-endian number. */
    static long lowLong(Cells cells, int row) {
        return ByteBuffer.wrap(cells.bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(cells.starts[row]);
    }

    /** A UUID in the byte order of its text. */
    static byte[] uuid(Cells cells, int row) {
        return Arrays.copyOfRange(cells.bytes, cells.starts[row], cells.starts[row] + UUID_BYTES);
    }

    /** A little-endian number of any width. */
    static BigInteger number(Cells cells, int row, boolean signed) {
        byte[] value = Arrays.copyOfRange(cells.bytes, cells.starts[row], cells.ends[row]);
        for (int i = 0, j = value.length - 1; i < j; i++, j--) {
            byte swapped = value[i];
            value[i] = value[j];
            value[j] = swapped;
        }
        return signed ? new BigInteger(value) : new BigInteger(1, value);
    }

    /** The text of a UUID, an address or a wide integer. */
    static String text(ColumnType type, Cells cells, int row) {
        return switch (type.kind()) {
            case WIDE_INT -> number(cells, row, true).toString();
            case WIDE_UINT -> number(cells, row, false).toString();
            case IPV4 -> ipv4(cells.longs[row]);
            case IPV6 -> Ipv6Text.of(cells.bytes, cells.starts[row]);
            case UUID -> uuidText(cells, row);
            default -> throw new IllegalStateException("no such text: " + type.kind());
        };
    }

    private static String ipv4(long value) {
        return (value >>> 24 & 255) + "." + (value >>> 16 & 255) + "." + (value >>> 8 & 255) + "." + (value & 255);
    }

    private static String uuidText(Cells cells, int row) {
        ByteBuffer bytes = ByteBuffer.wrap(cells.bytes);
        int start = cells.starts[row];
        return new java.util.UUID(bytes.getLong(start), bytes.getLong(start + Long.BYTES)).toString();
    }
}
