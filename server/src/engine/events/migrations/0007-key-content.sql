-- The first 8 bytes of SHA-256 of the body that came with the key: other content under it is no repetition. Null: unknown.
alter table events.key add column content bytea;
