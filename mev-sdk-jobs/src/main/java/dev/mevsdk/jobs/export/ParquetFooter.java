package dev.mevsdk.jobs.export;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/** Reads the footer of a finished file back, as a reader would. */
final class ParquetFooter {
    private static final int TAIL_BYTES = 8;
    private static final int MAGIC = 'P' | 'A' << 8 | 'R' << 16 | '1' << 24;

    private ParquetFooter() {}

    static void check(Path file, long rows, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() != bytes) {
                throw new IOException("has " + channel.size() + " bytes of " + bytes);
            }
            FileMetaData footer = read(channel);
            long inGroups = footer.getRow_groups().stream()
                    .mapToLong(RowGroup::getNum_rows)
                    .sum();
            if (footer.getNum_rows() != rows || inGroups != rows) {
                throw new IOException("footer counts " + footer.getNum_rows() + " rows of " + rows);
            }
        }
    }

    private static FileMetaData read(FileChannel channel) throws IOException {
        ByteBuffer tail = read(channel, channel.size() - TAIL_BYTES, TAIL_BYTES);
        int length = tail.getInt();
        if (tail.getInt() != MAGIC || length <= 0 || length > channel.size() - TAIL_BYTES) {
            throw new IOException("does not end like a Parquet file");
        }
        ByteBuffer footer = read(channel, channel.size() - TAIL_BYTES - length, length);
        return Util.readFileMetaData(new ByteArrayInputStream(footer.array()));
    }

    private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }
}
