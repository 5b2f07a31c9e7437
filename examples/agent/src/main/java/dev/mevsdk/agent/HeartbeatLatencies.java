package dev.mevsdk.agent;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The latencies since the last heartbeat, in the form that heartbeats carry. For one thread. */
final class HeartbeatLatencies {
    private final Map<String, Latency.Interval> intervals = new LinkedHashMap<>();

    HeartbeatLatencies(Map<String, Latency> latencies) {
        latencies.forEach((name, latency) -> intervals.put(name, latency.interval()));
    }

    /** By name; of what was not measured since, nothing. */
    Map<String, String> take() {
        Map<String, String> encoded = new LinkedHashMap<>();
        intervals.forEach((name, interval) -> {
            Histogram taken = interval.take();
            if (taken.getTotalCount() > 0) {
                encoded.put(name, encode(taken));
            }
        });
        return encoded;
    }

    private static String encode(Histogram histogram) {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
    }
}
