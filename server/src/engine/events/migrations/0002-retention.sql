-- Periods that differ from the default of their class (classes.ts).
create table events.retention (
  class smallint primary key,
  days integer not null check (days > 0),
  -- why it is longer than the default
  reason text,
  changed_at timestamptz not null
);

-- What the clock said when events expired last: one that is far ahead of it is not believed at once.
create table events.expiry (
  single boolean primary key default true check (single),
  believed_at timestamptz not null,
  doubted_at timestamptz
);
insert into events.expiry (believed_at) values ('-infinity');

-- What is gone for good, written with the deletion itself: leaves = rows + these counts, for ever.
create table events.deletion (
  -- sorts by time
  id uuid primary key,
  run uuid not null,
  class smallint not null,
  reason text not null check (reason in ('expired', 'erased')),
  -- first and last batch of the rows that went
  from_batch bigint not null,
  to_batch bigint not null,
  count bigint not null check (count > 0),
  at timestamptz not null,
  -- of the log, null until the run has ended
  record_id uuid,
  unique (run, class)
);
create index on events.deletion (to_batch, from_batch);

-- What must not go while it stands. A scope left empty covers everything of its kind.
create table events.hold (
  id uuid primary key,
  organisation_id uuid,
  -- as typed; null after the person was erased
  actor text,
  -- regular expressions of it: a whole value, and a whole word in a body
  actor_exact text,
  actor_in_body text,
  class smallint,
  from_at timestamptz,
  to_at timestamptz,
  reason text not null,
  owner_id uuid not null,
  created_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  check (organisation_id is not null or actor_exact is not null or class is not null or from_at is not null or to_at is not null)
);

-- The erasure of one person's events. Name and sessions are sealed with the installation's key and go when it is done.
create table events.erasure (
  id uuid primary key,
  organisation_id uuid not null,
  sealed_value bytea,
  sealed_sessions bytea,
  -- SHA-256 over a salt, which only the sealed record holds, and the name: stands in the disclosed record
  subject text not null,
  state text not null check (state in ('looking', 'erasing', 'rewriting', 'done', 'failed')),
  -- batches (first, until] are looked at; those up to the cursor have been
  first_batch bigint not null,
  until_batch bigint not null,
  cursor_batch bigint not null,
  -- counts by class: {"4": {"erased": 1, "held": 0, "duty": 0}, …}
  counts jsonb not null default '{}',
  problem text,
  started_at timestamptz not null,
  -- by the database's own clock: transactions that began before may still see the rows
  gone_at timestamptz,
  ended_at timestamptz
);

-- Tables from which an erasure took rows: until they are rewritten, the bytes may still lie in their files.
create table events.rewrite (
  table_name text not null,
  erasure_id uuid not null references events.erasure,
  primary key (table_name, erasure_id)
);

-- True while the block still counts, or its filter still knows, rows that are gone.
alter table events.block add column outdated boolean not null default false;
create index on events.block (last_batch) where outdated;

-- Samples of names would stand in the database's statistics, where no erasure reaches them (see no-statistics.ts).
alter table events.hold alter column actor set statistics 0;
alter table events.event alter column address set statistics 0, alter column actor set statistics 0,
  alter column target set statistics 0, alter column session set statistics 0, alter column salt set statistics 0,
  alter column body set statistics 0;
