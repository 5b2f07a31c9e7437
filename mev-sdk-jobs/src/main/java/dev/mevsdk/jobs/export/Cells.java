package dev.mevsdk.jobs.export;

import dev.mevsdk.core.MevException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one column, copied from Arrow's memory into plain arrays in a few large moves, so that the loops over
 * it need neither bounds checks nor virtual calls of a vector. Reused from stretch to stretch.
 *
 * <p>Integers, dates and times are in {@link #longs}, floating point in {@link #doubles}, all else in {@link #bytes}
 * between {@link #starts} and {@link #ends}; an array's row covers the {@link #elements} between its starts and ends.
 */
final class Cells {
    /** At most so many bytes of strings are copied at once (one longer string excepted). */
    private static final int MAX_STRETCH_BYTES = 16 << 20;

    long[] longs = {};
    double[] doubles = {};
    byte[] bytes = {};
    int[] starts = {};
    int[] ends = {};
    private boolean[] nulls = {};
    private boolean anyNull;
    private final int maxStretchBytes;
    private final long timestampFactor;
    private final @Nullable Cells elements;
    private @Nullable Cells dictionary;

    /** The longs of timestamps come out in units of the type's {@link ColumnType#timestampDigits()}. */
    Cells(ColumnType type) {
        this(type, MAX_STRETCH_BYTES);
    }

    private Cells(ColumnType type, int maxStretchBytes) {
        this.maxStretchBytes = maxStretchBytes;
        timestampFactor = type.kind() == ColumnType.Kind.DATETIME64 && type.timestampDigits() == 3 ? 1000 : 1;
        elements = type.kind() == ColumnType.Kind.ARRAY ? new Cells(type.elementType(), Integer.MAX_VALUE) : null;
    }

    boolean isNull(int row) {
        return anyNull && nulls[row];
    }

    Cells elements() {
        if (elements == null) {
            throw new IllegalStateException("not an array");
        }
        return elements;
    }

    /** Copies rows from `from` on, at most to `to`. Returns how many were taken, at least one unless there are none. */
    int load(FieldVector vector, DictionaryProvider dictionaries, int from, int to) {
        int count = to - from;
        if (count == 0) {
            return 0;
        }
        DictionaryEncoding encoding = vector.getField().getDictionary();
        if (encoding != null) {
            loadEncoded(vector, dictionaries, encoding.getId(), from, count);
        } else if (vector instanceof BaseVariableWidthVector strings) {
            count = loadStrings(strings, from, count);
        } else if (vector instanceof ListVector list) {
            loadList(list, dictionaries, from, count);
        } else if (vector instanceof BaseFixedWidthVector fixed) {
            loadFixed(fixed, from, count);
        } else {
            throw unexpected(vector);
        }
        if (encoding == null) {
            loadNulls(vector, from, count);
        }
        return count;
    }

    private void loadNulls(FieldVector vector, int from, int count) {
        anyNull = vector.getNullCount() > 0;
        if (anyNull) {
            nulls = nulls.length < count ? new boolean[count] : nulls;
            for (int i = 0; i < count; i++) {
                nulls[i] = vector.isNull(from + i);
            }
        }
    }

    private int loadStrings(BaseVariableWidthVector vector, int from, int wanted) {
        ByteBuffer offsets =
                vector.getOffsetBuffer().nioBuffer(4L * from, 4 * (wanted + 1)).order(ByteOrder.LITTLE_ENDIAN);
        int first = offsets.getInt();
        ensureBounds(wanted);
        int count = 0;
        int end = first;
        while (count < wanted) {
            int next = offsets.getInt();
            if (next < end) {
                throw MevException.fatal("column " + vector.getName() + ": string offsets go backwards", null);
            }
            if (count > 0 && next - first > maxStretchBytes) {
                break;
            }
            starts[count] = end - first;
            ends[count] = next - first;
            end = next;
            count++;
        }
        copyBytes(vector.getDataBuffer(), first, end - first);
        return count;
    }

    private void loadList(ListVector vector, DictionaryProvider dictionaries, int from, int count) {
        ensureBounds(count);
        int first = vector.getElementStartIndex(from);
        for (int i = 0; i < count; i++) {
            starts[i] = vector.getElementStartIndex(from + i) - first;
            ends[i] = vector.getElementEndIndex(from + i) - first;
        }
        int total = ends[count - 1];
        elements().load(vector.getDataVector(), dictionaries, first, first + total);
    }

    private void loadEncoded(FieldVector codes, DictionaryProvider dictionaries, long id, int from, int count) {
        Dictionary found = dictionaries.lookup(id);
        if (found == null) {
            throw MevException.fatal("column " + codes.getName() + ": dictionary " + id + " is missing", null);
        }
        FieldVector values = found.getVector();
        Cells words =
                dictionary == null ? new Cells(ColumnType.of(ColumnType.Kind.STRING), Integer.MAX_VALUE) : dictionary;
        dictionary = words;
        words.load(values, dictionaries, 0, values.getValueCount());
        loadFixed((BaseFixedWidthVector) codes, from, count);
        loadNulls(codes, from, count);
        if (words.anyNull && !anyNull) {
            anyNull = true;
            nulls = new boolean[count];
        }
        gather(words, values.getValueCount(), count);
    }

    /** Takes the words of a dictionary in the place of their codes, which are in the longs. */
    private void gather(Cells words, int size, int count) {
        bytes = words.bytes;
        ensureBounds(count);
        doubles = words.doubles.length == 0 ? doubles : new double[count];
        for (int i = 0; i < count; i++) {
            if (isNull(i)) {
                continue;
            }
            int code = Math.toIntExact(longs[i]);
            if (code < 0 || code >= size) {
                throw MevException.fatal("code " + code + " is outside its dictionary", null);
            }
            if (words.isNull(code)) {
                nulls[i] = true;
            } else {
                take(words, code, i);
            }
        }
    }

    private void take(Cells words, int code, int row) {
        if (words.starts.length > 0) {
            starts[row] = words.starts[code];
            ends[row] = words.ends[code];
        } else if (words.doubles.length > 0) {
            doubles[row] = words.doubles[code];
        } else {
            longs[row] = words.longs[code];
        }
    }

    private void loadFixed(BaseFixedWidthVector vector, int from, int count) {
        if (vector instanceof BitVector bits) {
            ensureLongs(count);
            for (int i = 0; i < count; i++) {
                longs[i] = bits.isNull(from + i) ? 0 : bits.get(from + i);
            }
            return;
        }
        int width = vector.getTypeWidth();
        ArrowType type = vector.getField().getType();
        if (type instanceof ArrowType.FixedSizeBinary || type instanceof ArrowType.Decimal) {
            loadFixedBytes(vector, width, from, count);
            return;
        }
        ByteBuffer data = vector.getDataBuffer()
                .nioBuffer((long) width * from, width * count)
                .order(ByteOrder.LITTLE_ENDIAN);
        if (type instanceof ArrowType.FloatingPoint) {
            loadDoubles(data, width, count);
        } else {
            boolean unsigned = type instanceof ArrowType.Int number && !number.getIsSigned();
            loadLongs(data, width, unsigned, count);
            scaleTimestamps(type, count);
        }
    }

    private void loadFixedBytes(BaseFixedWidthVector vector, int width, int from, int count) {
        ensureBounds(count);
        for (int i = 0; i < count; i++) {
            starts[i] = i * width;
            ends[i] = (i + 1) * width;
        }
        copyBytes(vector.getDataBuffer(), (long) width * from, width * count);
    }

    private void loadDoubles(ByteBuffer data, int width, int count) {
        doubles = doubles.length < count ? new double[count] : doubles;
        if (width == Double.BYTES) {
            data.asDoubleBuffer().get(doubles, 0, count);
        } else {
            for (int i = 0; i < count; i++) {
                doubles[i] = data.getFloat();
            }
        }
    }

    private void loadLongs(ByteBuffer data, int width, boolean unsigned, int count) {
        ensureLongs(count);
        if (width == Long.BYTES) {
            data.asLongBuffer().get(longs, 0, count);
            return;
        }
        long mask = unsigned ? (1L << (8 * width)) - 1 : -1L;
        for (int i = 0; i < count; i++) {
            long value = width == 4 ? data.getInt() : width == 2 ? data.getShort() : data.get();
            longs[i] = value & mask;
        }
    }

    /** ClickHouse sends whole seconds for scale 0, where files start at milliseconds. */
    private void scaleTimestamps(ArrowType type, int count) {
        if (timestampFactor != 1
                && type instanceof ArrowType.Timestamp stamp
                && stamp.getUnit() == org.apache.arrow.vector.types.TimeUnit.SECOND) {
            for (int i = 0; i < count; i++) {
                longs[i] *= timestampFactor;
            }
        }
    }

    private void ensureLongs(int count) {
        longs = longs.length < count ? new long[count] : longs;
    }

    private void ensureBounds(int count) {
        starts = starts.length < count ? new int[count] : starts;
        ends = ends.length < count ? new int[count] : ends;
    }

    private void copyBytes(org.apache.arrow.memory.ArrowBuf data, long from, int length) {
        bytes = bytes.length < length ? new byte[length + length / 4] : bytes;
        if (length > 0) {
            data.getBytes(from, bytes, 0, length);
        }
    }

    private static MevException unexpected(FieldVector vector) {
        return MevException.fatal(
                "column " + vector.getName() + ": unexpected Arrow type "
                        + vector.getField().getType(),
                null);
    }
}
