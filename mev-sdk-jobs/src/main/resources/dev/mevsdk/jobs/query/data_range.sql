-- description: The time range and the rows of each table; a row stored twice counts twice until ClickHouse merges it.
-- columns: table, first_dt, last_dt, rows
SELECT *
FROM
(
    SELECT 'arbitrage' AS table, minOrNull(dt) AS first_dt, maxOrNull(dt) AS last_dt, count() AS rows FROM arbitrage
    UNION ALL
    SELECT 'bundle_outcomes', minOrNull(dt), maxOrNull(dt), count() FROM bundle_outcomes
    UNION ALL
    SELECT 'control_audit', minOrNull(dt), maxOrNull(dt), count() FROM control_audit
    UNION ALL
    SELECT 'mev_sandwich', minOrNull(dt), maxOrNull(dt), count() FROM mev_sandwich
)
ORDER BY table
