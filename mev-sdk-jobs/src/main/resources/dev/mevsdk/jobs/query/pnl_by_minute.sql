-- description: Profit of landed bundles less tips and the fees of all settled ones, by the minute they settled; newest first.
-- param: module String = '' of '', arbitrage, mev
-- param: since DateTime64(3, 'UTC') = now-1h
-- param: until DateTime64(3, 'UTC') = now
-- columns: minute, module, landed, settled, profit_lamports, tip_lamports, fee_lamports, pnl_lamports
-- rows: 1500
-- max_rows: 20000
SELECT
    toStartOfMinute(bundle.since) AS minute,
    bundle.module AS module,
    countIf(bundle.state = 'FINALIZED') AS landed,
    count() AS settled,
    sum(bundle.profit_lamports) AS profit_lamports,
    sumIf(bundle.tip_lamports, bundle.state = 'FINALIZED') AS tip_lamports,
    sum(bundle.fee_lamports) AS fee_lamports,
    sum(bundle.pnl_lamports) AS pnl_lamports
FROM bundle_states(since = {since:DateTime64(3, 'UTC')} - INTERVAL 1 HOUR) AS bundle
WHERE bundle.settled
    AND bundle.since >= {since:DateTime64(3, 'UTC')} AND bundle.since <= {until:DateTime64(3, 'UTC')}
    AND ({module:String} = '' OR bundle.module = {module:String})
GROUP BY minute, module
ORDER BY minute DESC, module
