package dev.mevsdk.core.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mevsdk.core.MevException;
import dev.mevsdk.proto.Batch;
import java.io.IOException;

/**
 * Batches as protobuf bytes, plain or as one zstd frame. A decoder tells the two apart by zstd's magic number
 * (28 B5 2F FD): as protobuf it would be field 5 as a varint, which no Batch has.
 *
 * <p>An instance compresses and belongs to one thread; it holds native memory until {@link #close()}. Decoding is
 * static and thread-safe. zstd-jni is needed only where a compressed frame is written or read.
 */
public final class BatchCodec implements AutoCloseable {
    public static final int ZSTD_LEVEL = 3;

    private final ZstdFrames zstd = new ZstdFrames(ZSTD_LEVEL);

    private BatchCodec() {}

    /** A compressor for one thread, zstd level {@value #ZSTD_LEVEL}. */
    public static BatchCodec create() {
        return new BatchCodec();
    }

    public static byte[] encode(Batch batch) {
        return batch.toByteArray();
    }

    /** One zstd frame that names its content size, whatever the batch's size (an empty one too). */
    public byte[] encodeCompressed(Batch batch) {
        return zstd.compress(batch.toByteArray());
    }

    /** As {@link #encodeCompressed}, of bytes that are encoded already. */
    public byte[] compress(byte[] encoded) {
        return zstd.compress(encoded);
    }

    /** As {@link #decode(byte[], DecodeLimits)} with {@link DecodeLimits#DEFAULT}. */
    public static Batch decode(byte[] frame) {
        return decode(frame, DecodeLimits.DEFAULT);
    }

    /**
     * Reads a frame, compressed or not.
     *
     * @throws MevException BAD_INPUT when it is no batch, damaged, or beyond a limit
     */
    public static Batch decode(byte[] frame, DecodeLimits limits) {
        byte[] plain = isCompressed(frame) ? ZstdFrames.decompress(frame, limits.maxBytes()) : frame;
        if (plain.length > limits.maxBytes()) {
            throw MevException.badInput("batch: " + plain.length + " bytes, allowed are " + limits.maxBytes());
        }
        try {
            checkItemCount(plain, limits);
            CodedInputStream in = CodedInputStream.newInstance(plain);
            in.setRecursionLimit(limits.maxDepth());
            Batch batch = Batch.parseFrom(in);
            in.checkLastTagWas(0);
            return batch;
        } catch (InvalidProtocolBufferException e) {
            throw MevException.badInput("batch: not the protobuf message realtime.Batch (truncated, or not its bytes)");
        } catch (IOException e) {
            throw MevException.fatal("batch: reading from memory failed", e);
        }
    }

    /** Whether the bytes begin with zstd's magic number. */
    public static boolean isCompressed(byte[] frame) {
        return frame.length >= 4
                && frame[0] == 0x28
                && frame[1] == (byte) 0xB5
                && frame[2] == 0x2F
                && frame[3] == (byte) 0xFD;
    }

    /** Walks the top level only: cheap, and done before anything is allocated per item. */
    private static void checkItemCount(byte[] plain, DecodeLimits limits) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(plain);
        in.setRecursionLimit(limits.maxDepth());
        int fields = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (++fields > limits.maxItems()) {
                throw MevException.badInput("batch: more items than the allowed " + limits.maxItems());
            }
            if (!in.skipField(tag)) {
                throw MevException.badInput("batch: not the protobuf message realtime.Batch");
            }
        }
    }

    @Override
    public void close() {
        zstd.close();
    }
}
