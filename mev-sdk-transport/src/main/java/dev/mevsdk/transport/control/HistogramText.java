package dev.mevsdk.transport.control;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;

/**
 * Reads HdrHistogram's compressed encoding (V2) in base64. An agent is trusted to measure, not to be sane: what would
 * take much memory, or is no histogram, is empty. Reads into one buffer that it keeps. Not thread-safe.
 */
final class HistogramText {
    /** That of a day in us to 3 digits is less. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int FIRST_BYTES = 16 * 1024;
    /** Before the compressed part: a cookie and its length. */
    private static final int PREFIX_BYTES = 8;

    private static final int DIGITS_AT = 12;
    private static final int HIGHEST_AT = 24;
    private static final int HEADER_BYTES = 40;
    private static final int MAX_DIGITS = 3;
    /** A day in us; agents use an hour. */
    private static final long MAX_MICROS = 86_400_000_000L;

    private byte[] plain = new byte[FIRST_BYTES];

    Optional<Histogram> read(String base64) {
        try {
            ByteBuffer inflated = inflated(Base64.getDecoder().decode(base64));
            return isSmall(inflated) ? Optional.of(Histogram.decodeFromByteBuffer(inflated, 0)) : Optional.empty();
        } catch (DataFormatException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Empty when it is too large. */
    private ByteBuffer inflated(byte[] compressed) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed, PREFIX_BYTES, compressed.length - PREFIX_BYTES);
            int length = inflater.inflate(plain);
            while (length == plain.length && !inflater.finished() && length < MAX_BYTES) {
                plain = Arrays.copyOf(plain, 2 * length);
                length += inflater.inflate(plain, length, length);
            }
            return ByteBuffer.wrap(plain, 0, inflater.finished() ? length : 0);
        } finally {
            inflater.end();
        }
    }

    private static boolean isSmall(ByteBuffer header) {
        return header.limit() >= HEADER_BYTES
                && header.getInt(DIGITS_AT) >= 0
                && header.getInt(DIGITS_AT) <= MAX_DIGITS
                && header.getLong(HIGHEST_AT) >= 2
                && header.getLong(HIGHEST_AT) <= MAX_MICROS;
    }
}
