-- What the fold made of each record, whom it was for, and who vouches for it.
ALTER TABLE control_audit
    ADD COLUMN IF NOT EXISTS agent     String,
    ADD COLUMN IF NOT EXISTS reason    String,
    ADD COLUMN IF NOT EXISTS verdict   LowCardinality(String),
    ADD COLUMN IF NOT EXISTS refusal   String,
    ADD COLUMN IF NOT EXISTS key_id    LowCardinality(String),
    ADD COLUMN IF NOT EXISTS signature String;
