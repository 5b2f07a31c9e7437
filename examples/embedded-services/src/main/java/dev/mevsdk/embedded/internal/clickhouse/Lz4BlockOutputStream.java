package dev.mevsdk.embedded.internal.clickhouse;

import com.clickhouse.data.ClickHouseCityHash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/**
 * ClickHouse's native compression framing (`compress=1`): 16 bytes of CityHash128 over the rest of the block, method
 * 0x82, compressed size with its 9 bytes of header, raw size, LZ4 data.
 */
final class Lz4BlockOutputStream extends OutputStream {
    private static final int CHECKSUM = 16;
    private static final int HEADER = 9;
    private static final byte LZ4 = (byte) 0x82;
    private static final int RAW_BLOCK = 1 << 16;

    // The pure Java compressor: the native one leaves an unpacked library behind when the process is killed.
    private final LZ4Compressor compressor = LZ4Factory.fastestJavaInstance().fastCompressor();
    private final byte[] raw = new byte[RAW_BLOCK];
    private final byte[] block = new byte[CHECKSUM + HEADER + compressor.maxCompressedLength(RAW_BLOCK)];
    private final OutputStream out;
    private int filled;

    Lz4BlockOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, RAW_BLOCK - filled);
            System.arraycopy(bytes, offset + done, raw, filled, part);
            filled += part;
            done += part;
            if (filled == RAW_BLOCK) {
                writeBlock();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        writeBlock();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        writeBlock();
        out.close();
    }

    private void writeBlock() throws IOException {
        if (filled == 0) {
            return;
        }
        int compressed = compressor.compress(raw, 0, filled, block, CHECKSUM + HEADER);
        ByteBuffer header = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        header.put(CHECKSUM, LZ4).putInt(CHECKSUM + 1, compressed + HEADER).putInt(CHECKSUM + 5, filled);
        long[] checksum = ClickHouseCityHash.cityHash128(block, CHECKSUM, compressed + HEADER);
        header.putLong(0, checksum[0]).putLong(8, checksum[1]);
        out.write(block, 0, CHECKSUM + HEADER + compressed);
        filled = 0;
    }
}
