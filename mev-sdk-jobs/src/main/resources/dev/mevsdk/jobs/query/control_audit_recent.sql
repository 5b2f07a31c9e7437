-- description: The newest commands of the control log with what became of them, newest first.
-- param: module String = '' of '', arbitrage, mev
-- param: since DateTime64(3, 'UTC') = now-30d
-- param: until DateTime64(3, 'UTC') = now
-- columns: dt, module, agent, action, verdict, refusal, reason, issuer, request_id, policy_version, policy_hash, command_json, policy_json
-- rows: 100
-- max_rows: 10000
SELECT dt, module, agent, action, verdict, refusal, reason, issuer, request_id, policy_version, policy_hash, command_json,
    policy_json
FROM control_audit FINAL
WHERE dt >= {since:DateTime64(3, 'UTC')} AND dt <= {until:DateTime64(3, 'UTC')}
    AND ({module:String} = '' OR module = {module:String})
ORDER BY kafka_offset DESC
