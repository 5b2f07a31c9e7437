package dev.mevsdk.transport.control;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may travel as histograms: {@value #MAX_NAMES} names, each with {@value #MAX_BYTES} bytes before base64. The rest
 * is left out: latencies must not cost an agent its lease, nor the control plane a sign of life.
 */
final class HeartbeatHistograms {
    static final int MAX_NAMES = 8;
    static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_NAME_LENGTH = 64;
    private static final int MAX_TEXT_LENGTH = (MAX_BYTES + 2) / 3 * 4;

    private HeartbeatHistograms() {}

    /** Those of the given values that are base64 of a sane size, in their order. */
    static Map<String, String> sane(@Nullable Object given) {
        Map<String, String> sane = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> values) {
            for (Map.Entry<?, ?> value : values.entrySet()) {
                if (sane.size() < MAX_NAMES
                        && value.getKey() instanceof String name
                        && value.getValue() instanceof String text
                        && isSane(name, text)) {
                    sane.put(name, text);
                }
            }
        }
        return sane;
    }

    private static boolean isSane(String name, String text) {
        return !name.isBlank()
                && name.length() <= MAX_NAME_LENGTH
                && !text.isEmpty()
                && text.length() <= MAX_TEXT_LENGTH
                && isBase64(text);
    }

    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
