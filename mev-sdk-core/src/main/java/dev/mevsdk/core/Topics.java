package dev.mevsdk.core;

/** The Kafka topics. Their names are a contract with programs that this project does not own. */
public final class Topics {
    public static final String MARKET_EVENTS = "market-events";
    public static final String ARBITRAGE_DECISIONS = "arbitrage-decisions";
    public static final String SANDWICH_DECISIONS = "sandwich-decisions";
    public static final String BUNDLE_OUTCOMES = "bundle-outcomes";
    /** One partition, never deleted: its order is the only order of commands. */
    public static final String CONTROL_COMMANDS = "control-commands";
    /** Compacted: a snapshot that saves reading the whole log. */
    public static final String CONTROL_STATE = "control-state";

    public static final String CONTROL_ACKS = "control-acks";
    public static final String AGENT_HEARTBEATS = "agent-heartbeats";

    /** Header that marks a protobuf record; without it a record is JSON. */
    public static final String CONTENT_TYPE_HEADER = "content-type";

    public static final String PROTOBUF = "application/x-protobuf";

    private Topics() {}

    /** Where records that can't be mapped go, with the reason in the header `reject-reason`. */
    public static String rejectedOf(String topic) {
        return topic + ".rejected";
    }
}
