-- The class of the event: its key is known for no longer than the event is kept. Null: unknown.
alter table events.key add column class smallint;
