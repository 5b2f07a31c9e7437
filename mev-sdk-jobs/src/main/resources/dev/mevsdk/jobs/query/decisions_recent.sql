-- description: The newest decisions of the agents, newest first.
-- param: module String = '' of '', arbitrage, mev
-- param: since DateTime64(3, 'UTC') = now-24h
-- param: until DateTime64(3, 'UTC') = now
-- param: min_net_lamports Int64 = -9223372036854775808
-- columns: dt, module, slot, type, dex, net_lamports, p_land_est, bundle_id, tx_signature, agent_id, model_version, policy_version, event_id
-- rows: 100
-- max_rows: 10000
SELECT *
FROM
(
    SELECT dt, 'arbitrage' AS module, slot, classification AS type, dex, net_lamports, p_land_est, '' AS bundle_id,
        tx_signature, agent_id, model_version, policy_version, event_id
    FROM arbitrage FINAL
    WHERE {module:String} IN ('', 'arbitrage')
        AND dt >= {since:DateTime64(3, 'UTC')} AND dt <= {until:DateTime64(3, 'UTC')}
        AND net_lamports >= {min_net_lamports:Int64}
    UNION ALL
    SELECT dt, 'mev' AS module, slot, type, dex, net_lamports, p_land_est, bundle_id,
        '' AS tx_signature, agent_id, model_version, policy_version, event_id
    FROM mev_sandwich FINAL
    WHERE {module:String} IN ('', 'mev')
        AND dt >= {since:DateTime64(3, 'UTC')} AND dt <= {until:DateTime64(3, 'UTC')}
        AND net_lamports >= {min_net_lamports:Int64}
)
ORDER BY dt DESC, slot DESC, event_id
