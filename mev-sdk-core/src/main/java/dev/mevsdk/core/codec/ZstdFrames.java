package dev.mevsdk.core.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStream;
import dev.mevsdk.core.MevException;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Keeps zstd-jni out of the classes that also work without it. One thread. */
final class ZstdFrames implements AutoCloseable {
    /** A frame without a content size may ask for a window of this size (2^23 = 8 MiB), no more. */
    private static final int MAX_WINDOW_LOG = 23;

    private final ZstdCompressCtx context = new ZstdCompressCtx();

    ZstdFrames(int level) {
        context.setLevel(level).setContentSize(true).setChecksum(false);
    }

    byte[] compress(byte[] plain) {
        return context.compress(plain);
    }

    /** Never allocates more than {@code maxBytes}, and nothing when the frame says at once that it is larger. */
    static byte[] decompress(byte[] frame, int maxBytes) {
        try {
            long declared = Zstd.getFrameContentSize(frame);
            if (declared == -1) {
                return decompressUnsized(frame, maxBytes);
            }
            if (declared < 0 || declared > maxBytes) {
                throw tooLarge(maxBytes);
            }
            return declared == 0 ? new byte[0] : Zstd.decompress(frame, (int) declared);
        } catch (ZstdException | IOException e) {
            throw MevException.badInput("batch: damaged zstd frame");
        }
    }

    private static byte[] decompressUnsized(byte[] frame, int maxBytes) throws IOException {
        try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(frame))) {
            in.setLongMax(MAX_WINDOW_LOG);
            byte[] plain = in.readNBytes(maxBytes);
            if (in.read() >= 0) {
                throw tooLarge(maxBytes);
            }
            return plain;
        }
    }

    private static MevException tooLarge(int maxBytes) {
        return MevException.badInput("batch: a zstd frame of more than the allowed " + maxBytes + " bytes, or damaged");
    }

    @Override
    public void close() {
        context.close();
    }
}
