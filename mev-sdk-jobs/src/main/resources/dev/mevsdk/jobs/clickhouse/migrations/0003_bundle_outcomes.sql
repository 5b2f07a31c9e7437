-- What became of bundles, one row per Kafka record (a bundle has several).
CREATE TABLE IF NOT EXISTS bundle_outcomes
(
    dt              DateTime64(3, 'UTC'),
    bundle_id       String,
    tip_lamports    UInt64,
    path            LowCardinality(String),
    landed          UInt8,
    leader          LowCardinality(String),
    reason          LowCardinality(String),
    status          LowCardinality(String),
    slot            UInt64,
    fee_lamports    UInt64,
    profit_lamports Int64,
    tx_signature    String,
    event_id        String,
    kafka_topic     LowCardinality(String),
    kafka_partition Int32,
    kafka_offset    Int64
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(dt)
ORDER BY (dt, bundle_id, kafka_topic, kafka_partition, kafka_offset)
-- An insert that is sent again with the same rows is dropped as a whole.
SETTINGS non_replicated_deduplication_window = 1000;
