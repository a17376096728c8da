-- The reconciliation compares deletions with the log, record by record.
create index on events.deletion (record_id);
