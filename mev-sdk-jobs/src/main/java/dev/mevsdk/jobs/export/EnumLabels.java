package dev.mevsdk.jobs.export;

import dev.mevsdk.core.MevException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;

/** The labels of an enum by code, in UTF-8. */
final class EnumLabels {
    private final int lowest;
    private final byte[][] labels;

    EnumLabels(Map<Integer, String> byCode) {
        lowest = Collections.min(byCode.keySet());
        labels = new byte[Collections.max(byCode.keySet()) - lowest + 1][];
        byCode.forEach((code, label) -> labels[code - lowest] = label.getBytes(StandardCharsets.UTF_8));
    }

    byte[] of(long code) {
        long index = code - lowest;
        if (index < 0 || index >= labels.length || labels[(int) index] == null) {
            throw MevException.fatal("an enum has no label for code " + code, null);
        }
        return labels[(int) index];
    }
}
