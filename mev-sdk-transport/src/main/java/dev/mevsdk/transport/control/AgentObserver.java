package dev.mevsdk.transport.control;

import java.util.Map;

/** What an agent wants to hear, and to tell. All methods are called on the listener's thread: return soon. */
public interface AgentObserver {
    /** For an agent that only asks the gate. */
    AgentObserver NONE = new AgentObserver() {};

    /**
     * A policy came into force. The thread's {@link dev.mevsdk.core.context.CallContext} is that of the call that asked
     * for it. A raised generation means: drop what you cached.
     */
    default void onPolicy(Policy policy) {}

    /** Figures to send with each heartbeat, such as latencies; names with their unit, at most 64. */
    default Map<String, Double> figures() {
        return Map.of();
    }

    /**
     * Latencies since the last call, to send with the next heartbeat: by name, base64 of HdrHistogram's compressed
     * encoding (V2), microseconds. Usual are {@code hotpath_us} (append of the market event to emit) and {@code
     * send_us} (emit to the broker's ack). At most 8 names of 64 KB each; what is over is not sent.
     */
    default Map<String, String> histograms() {
        return Map.of();
    }
}
