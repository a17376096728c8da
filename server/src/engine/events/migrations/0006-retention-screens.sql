-- Who changed the period last; null: the operator, or nobody.
alter table events.retention add column changed_by uuid;

-- Bytes that the files of the database shrank by; rows that went singly leave room for others instead.
alter table events.deletion add column freed_bytes bigint not null default 0;

-- What else named the person: {"searches": 1, "filters": 0, "answers": 2}.
alter table events.erasure add column traces jsonb not null default '{}';
