-- description: All reports of one bundle, oldest first.
-- param: bundle_id String
-- param: since DateTime64(3, 'UTC') = now-30d
-- columns: dt, status, landed, reason, tip_lamports, fee_lamports, profit_lamports, slot, path, leader, tx_signature, module, agent_id, event_id
SELECT dt, status, landed, reason, tip_lamports, fee_lamports, profit_lamports, slot, path, leader, tx_signature, module,
    agent_id, event_id
FROM bundle_outcomes FINAL
WHERE bundle_id = {bundle_id:String} AND dt >= {since:DateTime64(3, 'UTC')}
ORDER BY dt, kafka_topic, kafka_partition, kafka_offset
