package dev.mevsdk.jobs.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A growing buffer that JSON is written into byte by byte. */
final class JsonBytes {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int LONGEST_ESCAPE = 6;
    private static final int LONGEST_LONG = 20;

    /** The first byte of U+2028 and U+2029, and of much else. */
    private static final int LINE_SEPARATOR_LEAD = 0xE2;

    private static final byte LOOK_CLOSER = 1;

    /** What stands after the backslash, 'u' for the long form, 0 for a byte that stands for itself. */
    private static final byte[] ESCAPES = escapes();

    private byte[] bytes = new byte[64 << 10];
    private int size;

    private static byte[] escapes() {
        byte[] table = new byte[256];
        Arrays.fill(table, 0, ' ', (byte) 'u');
        table['\b'] = 'b';
        table['\f'] = 'f';
        table['\n'] = 'n';
        table['\r'] = 'r';
        table['\t'] = 't';
        table['"'] = '"';
        table['\\'] = '\\';
        table['/'] = '/';
        table[LINE_SEPARATOR_LEAD] = LOOK_CLOSER;
        return table;
    }

    int size() {
        return size;
    }

    void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
        size = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    void put(int b) {
        ensure(1);
        bytes[size++] = (byte) b;
    }

    void put(byte[] text) {
        ensure(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
    }

    void putAscii(String text) {
        int length = text.length();
        ensure(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    void putLong(long value) {
        ensure(LONGEST_LONG);
        if (value < 0) {
            bytes[size++] = '-';
            putDigits(-value);
        } else {
            putDigits(value);
        }
    }

    void putUnsignedLong(long value) {
        ensure(LONGEST_LONG);
        if (value < 0) {
            long quotient = Long.divideUnsigned(value, 10);
            putDigits(quotient);
            bytes[size++] = (byte) ('0' + (value - quotient * 10));
        } else {
            putDigits(value);
        }
    }

    /** At least so many digits, zeros in front. */
    void putPadded(long value, int digits) {
        ensure(LONGEST_LONG);
        for (int i = size + digits - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + value % 10);
            value /= 10;
        }
        size += digits;
    }

    /** The smallest long has no positive counterpart: its digits are taken as unsigned. */
    private void putDigits(long value) {
        if (value == Long.MIN_VALUE) {
            putAscii("9223372036854775808");
            return;
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        putPadded(value, digits);
    }

    /** A JSON string; bytes from 128 up are copied as they are, save U+2028 and U+2029, which JavaScript trips over. */
    void putString(byte[] text, int from, int to) {
        ensure((to - from) + 2);
        bytes[size++] = '"';
        int clean = from;
        for (int i = from; i < to; i++) {
            byte escape = ESCAPES[text[i] & 255];
            if (escape == 0) {
                continue;
            }
            if (escape != LOOK_CLOSER) {
                putRaw(text, clean, i);
                putEscape(text[i], escape);
                clean = i + 1;
            } else if (isLineSeparator(text, i, to)) {
                putRaw(text, clean, i);
                putAscii(text[i + 2] == (byte) 0xA8 ? "\\u2028" : "\\u2029");
                i += 2;
                clean = i + 1;
            }
        }
        putRaw(text, clean, to);
        put('"');
    }

    private static boolean isLineSeparator(byte[] text, int at, int to) {
        return at + 2 < to && text[at + 1] == (byte) 0x80 && (text[at + 2] & 0xFE) == 0xA8;
    }

    private void putRaw(byte[] text, int from, int to) {
        ensure(to - from);
        System.arraycopy(text, from, bytes, size, to - from);
        size += to - from;
    }

    private void putEscape(byte b, byte escape) {
        ensure(LONGEST_ESCAPE);
        bytes[size++] = '\\';
        bytes[size++] = escape;
        if (escape == 'u') {
            bytes[size++] = '0';
            bytes[size++] = '0';
            bytes[size++] = HEX[b >> 4];
            bytes[size++] = HEX[b & 15];
        }
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.addExact(size, Math.max(more, size)));
        }
    }
}
