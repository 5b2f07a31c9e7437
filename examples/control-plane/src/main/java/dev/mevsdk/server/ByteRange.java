package dev.mevsdk.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file (RFC 9110, section 14).
 *
 * @param from of the first byte; the file's length or more when the file has no such part
 * @param length of the part; 0 when the file has no such part
 */
record ByteRange(long from, long length) {
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static ByteRange whole(long bytes) {
        return new ByteRange(0, bytes);
    }

    /** Empty for a header that asks for several parts, or is none: a server may answer such with the whole file. */
    static Optional<ByteRange> parse(String header, long bytes) {
        Matcher range = SINGLE.matcher(header.replace(" ", ""));
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long last = Math.min(bytes, Long.parseLong(range.group(2)));
            return Optional.of(new ByteRange(bytes - last, last));
        }
        long from = Long.parseLong(range.group(1));
        long end = range.group(2).isEmpty() ? bytes : Math.min(bytes, Long.parseLong(range.group(2)) + 1);
        boolean backwards = !range.group(2).isEmpty() && Long.parseLong(range.group(2)) < from;
        return backwards ? Optional.empty() : Optional.of(new ByteRange(from, Math.max(0, end - from)));
    }

    boolean isInside() {
        return length > 0;
    }

    String contentRange(long bytes) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + bytes;
    }
}
