package dev.mevsdk.transport.hub;

/** How events are written: the query parameter {@code mode}. */
public enum FeedMode {
    /** Text frames of NDJSON, one line per event, each ending in a newline. */
    JSON("json"),
    /** Binary frames, each one {@code realtime.Batch}. */
    PROTO("proto");

    private final String wireName;

    FeedMode(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
