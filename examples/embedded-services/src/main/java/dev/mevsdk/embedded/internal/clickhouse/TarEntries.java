package dev.mevsdk.embedded.internal.clickhouse;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads one file out of a tar stream (ustar: 512-byte blocks; name at 0, size in octal at 124). */
final class TarEntries {
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;

    private TarEntries() {}

    static void extract(InputStream tar, String entry, Path target) throws IOException {
        byte[] header = new byte[BLOCK];
        while (tar.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
            long size = Long.parseLong(text(header, SIZE_AT, SIZE_LENGTH), 8);
            if (text(header, 0, NAME_LENGTH).equals(entry)) {
                copy(tar, size, target);
                return;
            }
            tar.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
        }
        throw new IOException("no " + entry + " in the archive");
    }

    private static void copy(InputStream tar, long size, Path target) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(target)) {
            long left = size;
            while (left > 0) {
                int length = tar.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (length < 0) {
                    throw new EOFException("the archive ends within the library");
                }
                out.write(buffer, 0, length);
                left -= length;
            }
        }
    }

    private static String text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0 && header[end] != ' ') {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.US_ASCII);
    }
}
