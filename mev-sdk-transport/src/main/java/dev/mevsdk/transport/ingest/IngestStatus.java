package dev.mevsdk.transport.ingest;

/**
 * Where a consumer stands.
 *
 * @param detail what is away and what to check, for a readiness answer; empty when running
 */
public record IngestStatus(State state, String detail) {
    public enum State {
        STARTING,
        RUNNING,
        /** The brokers don't answer. It goes on by itself once they do. */
        KAFKA_AWAY,
        /** The sink, or a topic for dead letters, doesn't take records. It goes on by itself once it does. */
        STORE_AWAY,
        /** Reading fails for another reason than an outage: the log has it. It is tried again. */
        FAILING,
        STOPPED
    }

    public boolean isReady() {
        return state == State.RUNNING;
    }
}
