package dev.mevsdk.embedded.internal.clickhouse;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed query parameters in native memory; keep a reference until the call returns. */
final class Parameters {
    final Pointer @Nullable [] names;
    final long @Nullable [] nameLengths;
    final Pointer @Nullable [] values;
    final long @Nullable [] valueLengths;
    final long count;

    Parameters(Map<String, String> parameters) {
        count = parameters.size();
        names = count == 0 ? null : copy(parameters.keySet());
        nameLengths = count == 0 ? null : lengths(parameters.keySet());
        values = count == 0 ? null : copy(parameters.values());
        valueLengths = count == 0 ? null : lengths(parameters.values());
    }

    private static Pointer[] copy(Iterable<String> texts) {
        var pointers = new java.util.ArrayList<Pointer>();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Memory memory = new Memory(bytes.length + 1L);
            memory.write(0, bytes, 0, bytes.length);
            memory.setByte(bytes.length, (byte) 0);
            pointers.add(memory);
        }
        return pointers.toArray(Pointer[]::new);
    }

    private static long[] lengths(java.util.Collection<String> texts) {
        return texts.stream()
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .toArray();
    }
}
