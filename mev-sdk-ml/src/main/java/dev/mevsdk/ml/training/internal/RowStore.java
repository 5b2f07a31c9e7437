package dev.mevsdk.ml.training.internal;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one training in a temporary file, column by column in blocks as they came. XGBoost's quantile matrix
 * wants them several times over; so the database is asked once, and memory holds one block at a time. One thread.
 */
public final class RowStore implements AutoCloseable {
    /** Rows of a block at most. */
    static final int BLOCK_ROWS = 65_536;

    private record Block(long offset, long firstRow, int rows) {}

    private final Path file;
    private final List<String> features;
    private final FileChannel channel;
    private final MessageDigest digest;
    private final List<Block> blocks = new ArrayList<>();
    private @Nullable ByteBuffer buffer;
    private long rows;
    private long bytes;

    private RowStore(Path file, List<String> features) throws IOException {
        this.file = file;
        this.features = List.copyOf(features);
        this.channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param file must not exist; removed by {@link #close} */
    public static RowStore create(Path file, List<String> features) {
        try {
            return new RowStore(file, features);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Columns: the features and `label` as Float32, `dt_ms` Int64, `slot` UInt64; none of them with nulls. */
    public void append(VectorSchemaRoot batch) throws IOException {
        for (int from = 0; from < batch.getRowCount(); from += BLOCK_ROWS) {
            appendBlock(batch, from, Math.min(BLOCK_ROWS, batch.getRowCount() - from));
        }
    }

    public long rows() {
        return rows;
    }

    public List<String> features() {
        return features;
    }

    /** SHA-256 over all columns in order: two trainings on equal rows have equal digests. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sees the key and label of a row. */
    public interface RowVisitor {
        void visit(long row, long epochMillis, long slot, float label);
    }

    public void forEachKey(RowVisitor visitor) {
        for (Block block : blocks) {
            ByteBuffer read = read(block, blockBytes(block.rows));
            int keys = (features.size() + 1) * block.rows * Float.BYTES;
            for (int i = 0; i < block.rows; i++) {
                int key = keys + i * Long.BYTES;
                float label = read.getFloat((features.size() * block.rows + i) * Float.BYTES);
                visitor.visit(
                        block.firstRow + i, read.getLong(key), read.getLong(key + block.rows * Long.BYTES), label);
            }
        }
    }

    /** The part of the range's `index`-th block that lies in it; valid until the next call. Null past the end. */
    @Nullable
    RowBlock block(RowRange range, int index) {
        int seen = 0;
        for (Block block : blocks) {
            long from = Math.max(range.from(), block.firstRow);
            long to = Math.min(range.to(), block.firstRow + block.rows);
            if (from < to && seen++ == index) {
                ByteBuffer read = read(block, (features.size() + 1) * block.rows * Float.BYTES);
                return new RowBlock(
                        read, features.size(), block.rows, (int) (from - block.firstRow), (int) (to - from));
            }
        }
        return null;
    }

    private void appendBlock(VectorSchemaRoot batch, int from, int count) throws IOException {
        int size = blockBytes(count);
        ByteBuffer target = buffer(size);
        for (String feature : features) {
            copy(vector(batch, feature, Float4Vector.class), from, count, Float.BYTES, target);
        }
        copy(vector(batch, "label", Float4Vector.class), from, count, Float.BYTES, target);
        copy(vector(batch, "dt_ms", BigIntVector.class), from, count, Long.BYTES, target);
        copy(vector(batch, "slot", UInt8Vector.class), from, count, Long.BYTES, target);
        target.flip();
        digest.update(target.duplicate());
        blocks.add(new Block(bytes, rows, count));
        for (long at = bytes; target.hasRemaining(); ) {
            at += channel.write(target, at);
        }
        bytes += size;
        rows += count;
    }

    private static FieldVector vector(VectorSchemaRoot batch, String name, Class<? extends FieldVector> type) {
        FieldVector vector = batch.getVector(name);
        if (!type.isInstance(vector) || vector.getNullCount() > 0) {
            throw MevException.fatal(
                    "the feature query must answer column " + name + " as " + type.getSimpleName() + " without nulls",
                    null);
        }
        return vector;
    }

    private static void copy(FieldVector vector, int from, int count, int width, ByteBuffer target) {
        ByteBuffer source = vector.getDataBuffer().nioBuffer((long) from * width, count * width);
        target.put(source);
    }

    private int blockBytes(int count) {
        return count * ((features.size() + 1) * Float.BYTES + 2 * Long.BYTES);
    }

    private ByteBuffer read(Block block, int size) {
        ByteBuffer target = buffer(size);
        try {
            while (target.hasRemaining()) {
                if (channel.read(target, block.offset + target.position()) < 0) {
                    throw new IOException("the rows' temporary file was cut");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target.flip();
    }

    private ByteBuffer buffer(int size) {
        ByteBuffer current = buffer;
        if (current == null || current.capacity() < size) {
            current = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
            buffer = current;
        }
        return current.clear().limit(size);
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
