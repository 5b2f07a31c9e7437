-- A copy of the control log; the log itself is the truth.
CREATE TABLE IF NOT EXISTS control_audit
(
    dt             DateTime64(3, 'UTC'),
    module         LowCardinality(String),
    action         LowCardinality(String),
    request_id     String,
    issuer         String,
    policy_version UInt64,
    policy_hash    String,
    command_json   String,
    policy_json    String,
    kafka_topic     LowCardinality(String),
    kafka_partition Int32,
    kafka_offset    Int64
)
ENGINE = ReplacingMergeTree
ORDER BY (kafka_topic, kafka_partition, kafka_offset);
