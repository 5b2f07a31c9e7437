package dev.mevsdk.jobs.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A new file, hashed while it is written and synced when it is closed. */
final class HashingFile extends OutputStream {
    private static final int BUFFER_BYTES = 256 << 10;

    private final FileChannel channel;
    private final MessageDigest digest;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private long position;
    private boolean closed;

    HashingFile(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes written, the buffered ones included. */
    long position() {
        return position;
    }

    /** Of the whole file; call once, after closing. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void write(int b) throws IOException {
        if (buffered == BUFFER_BYTES) {
            flush();
        }
        buffer[buffered++] = (byte) b;
        position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > BUFFER_BYTES - buffered) {
            flush();
        }
        if (length > BUFFER_BYTES) {
            drain(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, buffered, length);
            buffered += length;
        }
        position += length;
    }

    @Override
    public void flush() throws IOException {
        drain(buffer, 0, buffered);
        buffered = 0;
    }

    private void drain(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
        while (rest.hasRemaining()) {
            // In slices: the channel copies a heap buffer into direct memory of the same size, which it keeps.
            ByteBuffer slice = rest.slice(rest.position(), Math.min(rest.remaining(), BUFFER_BYTES));
            rest.position(rest.position() + channel.write(slice));
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (channel) {
            flush();
            channel.force(true);
        }
    }

    /** Closes without writing what is left. */
    void abandon() throws IOException {
        closed = true;
        channel.close();
    }
}
