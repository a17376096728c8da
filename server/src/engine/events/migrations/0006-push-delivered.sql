-- When the receiver last took something.
alter table events.push_endpoint add column delivered_at timestamptz;
-- Why the last try failed; null: it did not.
alter table events.push_endpoint add column failed_with text;
