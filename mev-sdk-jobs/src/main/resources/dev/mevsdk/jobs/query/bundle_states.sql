-- description: The one state of each bundle, with its reason, since when, and what was not reported; newest first.
-- param: module String = '' of '', arbitrage, mev
-- param: state String = '' of '', ACCEPTED, PROCESSED, FINALIZED, REJECTED, DROPPED, UNKNOWN
-- param: since DateTime64(3, 'UTC') = now-1h
-- param: until DateTime64(3, 'UTC') = now
-- columns: bundle_id, module, agent_id, state, reason, since, missing, conflict, explanation, tip_lamports, fee_lamports, profit_lamports, pnl_lamports, slot, path, leader, reports
-- rows: 100
-- max_rows: 10000
SELECT bundle_id, module, agent_id, state, reason, since, missing, conflict, explanation, tip_lamports, fee_lamports,
    profit_lamports, pnl_lamports, slot, path, leader, reports
FROM bundle_states(since = {since:DateTime64(3, 'UTC')} - INTERVAL 1 HOUR)
WHERE since >= {since:DateTime64(3, 'UTC')} AND since <= {until:DateTime64(3, 'UTC')}
    AND ({module:String} = '' OR module = {module:String})
    AND ({state:String} = '' OR state = {state:String})
ORDER BY since DESC, bundle_id
