-- Whose bundle it was; empty for rows stored before, and for reports that do not say. The table is ordered by time: the
-- filter finds the reports of one bundle.
ALTER TABLE bundle_outcomes
    ADD COLUMN IF NOT EXISTS module   LowCardinality(String) AFTER dt,
    ADD COLUMN IF NOT EXISTS agent_id LowCardinality(String) AFTER event_id,
    ADD INDEX IF NOT EXISTS bundle_id_filter bundle_id TYPE bloom_filter GRANULARITY 4;
