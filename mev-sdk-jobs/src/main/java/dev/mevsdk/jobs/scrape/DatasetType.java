package dev.mevsdk.jobs.scrape;

/** What can be exported: a table each, with the order of its primary key. */
enum DatasetType {
    MEV("mev", "mev_sandwich"),
    ARB("arb", "arbitrage");

    /** Both tables are sorted by it, and it is unique once repeated inserts are folded. */
    static final String PRIMARY_KEY = "dt, slot, kafka_topic, kafka_partition, kafka_offset";

    private final String wire;
    private final String table;

    DatasetType(String wire, String table) {
        this.wire = wire;
        this.table = table;
    }

    String wire() {
        return wire;
    }

    String table() {
        return table;
    }
}
