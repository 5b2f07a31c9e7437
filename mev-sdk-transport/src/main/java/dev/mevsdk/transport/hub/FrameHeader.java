package dev.mevsdk.transport.hub;

import java.nio.ByteBuffer;

/** Header of an unfragmented, unmasked server frame (RFC 6455, section 5.2). */
final class FrameHeader {
    private static final int FIN = 0x80;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int MAX_7_BIT = 125;
    private static final int LENGTH_16_BIT = 126;
    private static final int LENGTH_64_BIT = 127;

    private FrameHeader() {}

    static void write(ByteBuffer out, int payloadBytes, boolean text) {
        out.put((byte) (FIN | (text ? TEXT : BINARY)));
        if (payloadBytes <= MAX_7_BIT) {
            out.put((byte) payloadBytes);
        } else if (payloadBytes <= 0xFFFF) {
            out.put((byte) LENGTH_16_BIT).putShort((short) payloadBytes);
        } else {
            out.put((byte) LENGTH_64_BIT).putLong(payloadBytes);
        }
    }
}
