package dev.mevsdk.transport.jakarta;

import java.nio.charset.StandardCharsets;

/** A text message as it comes in, up to a number of bytes in UTF-8. One thread at a time. */
final class MessageText {
    private final int maxBytes;
    private final StringBuilder text = new StringBuilder();
    private long bytes;

    MessageText(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** False once the message is too big; nothing more of it is kept. */
    boolean add(String part) {
        bytes += part.length() > maxBytes ? part.length() : part.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) {
            text.setLength(0);
            return false;
        }
        text.append(part);
        return true;
    }

    String take() {
        String message = text.toString();
        text.setLength(0);
        bytes = 0;
        return message;
    }
}
