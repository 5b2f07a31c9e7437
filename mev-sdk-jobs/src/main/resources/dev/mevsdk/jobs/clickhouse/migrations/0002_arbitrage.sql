-- Arbitrage decisions, one row per Kafka record.
CREATE TABLE IF NOT EXISTS arbitrage
(
    dt               DateTime64(3, 'UTC'),
    slot             UInt64,
    tx_signature     String,
    dex              LowCardinality(String),
    classification   LowCardinality(String),
    net_sol          Float64,
    net_lamports     Int64,
    p_land_est       Float64,
    tip_ladder       Array(Float64),
    legs_json        String,
    profit_json      String,
    market_json      String,
    structure_json   String,
    confidence       Nullable(Float64),
    label_profitable Nullable(UInt8),
    event_id         String,
    agent_id         LowCardinality(String),
    agent_sequence   UInt64,
    model_version    LowCardinality(String),
    policy_version   UInt64,
    emitted_at_ns    Int64,
    kafka_topic      LowCardinality(String),
    kafka_partition  Int32,
    kafka_offset     Int64
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(dt)
ORDER BY (dt, slot, kafka_topic, kafka_partition, kafka_offset)
-- An insert that is sent again with the same rows is dropped as a whole.
SETTINGS non_replicated_deduplication_window = 1000;
