package dev.mevsdk.transport.control;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;

/**
 * Reads HdrHistogram's compressed encoding (V2) in base64. An agent is trusted to measure, not to be sane: what would
 * take much memory, or is no histogram, is empty.
 */
final class HistogramText {
    private static final int MAX_BYTES = 1 << 20;
    /** Before the compressed part: a cookie and its length. */
    private static final int PREFIX_BYTES = 8;

    private static final int DIGITS_AT = 12;
    private static final int HIGHEST_AT = 24;
    private static final int HEADER_BYTES = 40;
    private static final int MAX_DIGITS = 3;
    /** A day in us; agents use an hour. */
    private static final long MAX_MICROS = 86_400_000_000L;

    private HistogramText() {}

    static Optional<Histogram> read(String base64) {
        try {
            byte[] plain = inflated(Base64.getDecoder().decode(base64));
            return isSmall(ByteBuffer.wrap(plain))
                    ? Optional.of(Histogram.decodeFromByteBuffer(ByteBuffer.wrap(plain), 0))
                    : Optional.empty();
        } catch (DataFormatException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static byte[] inflated(byte[] compressed) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed, PREFIX_BYTES, compressed.length - PREFIX_BYTES);
            byte[] plain = new byte[MAX_BYTES];
            int length = inflater.inflate(plain);
            return inflater.finished() ? java.util.Arrays.copyOf(plain, length) : new byte[0];
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
