-- When the receiver last took something.
alter table events.push_endpoint add column delivered_at timestamptz;
