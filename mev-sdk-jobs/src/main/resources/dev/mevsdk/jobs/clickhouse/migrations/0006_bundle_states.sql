-- The one state of each bundle, from its reports since a time: the rule of dev.mevsdk.core.bundle.BundleHistory, which a
-- test holds equal to this. Reports may be repeated and in any order, so that FINAL is not needed. `since` must lie some
-- minutes before the first bundle of interest: a bundle is settled within minutes of its first report.
CREATE OR REPLACE VIEW bundle_states AS
WITH
    (dropped > 0 AND last_dropped >= last_rejected) OR rejected = 0 AS drop_is_newer,
    greatest(if(rejected > 0, last_rejected, never), if(dropped > 0, last_dropped, never)) AS last_failed,
    greatest(if(accepted > 0, last_accepted, never), if(processed > 0, last_processed, never)) AS last_alive,
    rejected + dropped > 0 AS failed
SELECT
    bundle_id,
    module,
    agent_id,
    multiIf(
        finalized > 0, 'FINALIZED',
        processed > 0 AND (dropped = 0 OR last_processed > last_dropped), 'PROCESSED',
        accepted > 0 AND (NOT failed OR last_accepted > last_failed), 'ACCEPTED',
        NOT failed, 'UNKNOWN',
        drop_is_newer, 'DROPPED',
        'REJECTED') AS state,
    state IN ('FINALIZED', 'REJECTED', 'DROPPED') AS settled,
    multiIf(state = 'REJECTED', rejected_reason, state = 'DROPPED', dropped_reason, '') AS reason,
    multiIf(
        state = 'FINALIZED', first_finalized,
        state = 'PROCESSED', if(dropped > 0 AND first_processed < last_dropped, last_processed, first_processed),
        state = 'ACCEPTED', if(failed AND first_accepted < last_failed, last_accepted, first_accepted),
        state = 'DROPPED', if(accepted + processed > 0 AND first_dropped < last_alive, last_dropped, first_dropped),
        state = 'REJECTED', if(accepted + processed > 0 AND first_rejected < last_alive, last_rejected, first_rejected),
        first_reported) AS since,
    arrayFilter(part -> part != '', [
        if(with_status > 0 AND state IN ('FINALIZED', 'PROCESSED', 'DROPPED') AND accepted = 0, 'accepted', ''),
        if(with_status > 0 AND processed = 0
            AND (state = 'FINALIZED' OR (state = 'DROPPED' AND reason IN ('partially_processed', 'not_finalized'))),
            'processed', ''),
        if(state IN ('REJECTED', 'DROPPED') AND reason = '', 'reason', ''),
        if(settled, '', 'outcome')]) AS missing,
    multiIf(
        state = 'FINALIZED' AND dropped > 0 AND last_dropped >= first_finalized, 'dropped',
        state = 'DROPPED' AND reason = 'blockhash_expired' AND processed > 0, 'processed',
        '') AS conflict,
    concat(
        multiIf(
            state = 'ACCEPTED', 'accepted by the block engine, in no block yet',
            state = 'PROCESSED', 'in a block, not final yet',
            state = 'FINALIZED', 'landed and final',
            state = 'REJECTED', 'rejected: ',
            state = 'DROPPED', 'did not land: ',
            'reported with a status that this version does not know'),
        if(state IN ('REJECTED', 'DROPPED'), transform(
            reason,
            ['', 'auction_bid', 'simulation_failure', 'internal', 'dropped_bundle', 'blockhash_expired',
                'partially_processed', 'not_finalized'],
            ['no reason given', 'outbid in the auction', 'its simulation failed', 'internal error of the block engine',
                'dropped by the block engine', 'its blockhash expired', 'only a part of it was processed',
                'its block was abandoned'],
            reason), ''),
        if(empty(missing), '', concat('; missing: ', arrayStringConcat(missing, ', '))),
        if(conflict = '', '', concat('; although ', conflict, ' was reported too'))) AS explanation,
    money.2 AS tip_lamports,
    fee_lamports,
    if(state = 'FINALIZED', money.1, 0) AS profit_lamports,
    multiIf(
        state = 'FINALIZED', profit_lamports - toInt64(tip_lamports) - toInt64(fee_lamports),
        settled, -toInt64(fee_lamports),
        0) AS pnl_lamports,
    slot,
    path,
    leader,
    reports
FROM
(
    SELECT
        bundle_id,
        toDateTime64('1970-01-01 00:00:00', 3, 'UTC') AS never,
        max(module) AS module,
        max(agent_id) AS agent_id,
        countIf(phase = 'ACCEPTED') AS accepted,
        minIf(dt, phase = 'ACCEPTED') AS first_accepted,
        maxIf(dt, phase = 'ACCEPTED') AS last_accepted,
        countIf(phase = 'PROCESSED') AS processed,
        minIf(dt, phase = 'PROCESSED') AS first_processed,
        maxIf(dt, phase = 'PROCESSED') AS last_processed,
        countIf(phase = 'FINALIZED') AS finalized,
        minIf(dt, phase = 'FINALIZED') AS first_finalized,
        countIf(phase = 'REJECTED') AS rejected,
        minIf(dt, phase = 'REJECTED') AS first_rejected,
        maxIf(dt, phase = 'REJECTED') AS last_rejected,
        argMaxIf(bundle_outcomes.reason, (dt, bundle_outcomes.reason), phase = 'REJECTED') AS rejected_reason,
        countIf(phase = 'DROPPED') AS dropped,
        minIf(dt, phase = 'DROPPED') AS first_dropped,
        maxIf(dt, phase = 'DROPPED') AS last_dropped,
        argMaxIf(bundle_outcomes.reason, (dt, bundle_outcomes.reason), phase = 'DROPPED') AS dropped_reason,
        min(dt) AS first_reported,
        countIf(status != '') AS with_status,
        argMax(
            (bundle_outcomes.profit_lamports, bundle_outcomes.tip_lamports),
            (phase = 'FINALIZED', dt, bundle_outcomes.profit_lamports, bundle_outcomes.tip_lamports)) AS money,
        maxIf(bundle_outcomes.fee_lamports, phase IN ('FINALIZED', 'REJECTED', 'DROPPED')) AS fee_lamports,
        argMax(bundle_outcomes.slot, dt) AS slot,
        argMax(bundle_outcomes.path, dt) AS path,
        argMax(bundle_outcomes.leader, dt) AS leader,
        count() AS reports
    FROM
    (
        SELECT *, if(status != '', status, if(landed, 'FINALIZED', 'DROPPED'))::String AS phase
        FROM bundle_outcomes
        WHERE dt >= {since:DateTime64(3, 'UTC')}
    ) AS bundle_outcomes
    GROUP BY bundle_id
);
