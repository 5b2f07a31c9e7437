-- An insert that is sent again with the same rows is dropped as a whole.
ALTER TABLE control_audit MODIFY SETTING non_replicated_deduplication_window = 1000;
