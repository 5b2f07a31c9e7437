-- Whose bundle it was; empty for rows stored before, and for reports that do not say.
ALTER TABLE bundle_outcomes
    ADD COLUMN IF NOT EXISTS module   LowCardinality(String) AFTER dt,
    ADD COLUMN IF NOT EXISTS agent_id LowCardinality(String) AFTER event_id;
