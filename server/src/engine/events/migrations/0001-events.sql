create schema events;

-- The newest batch: one row, whose lock makes batches commit in the order of their numbers.
create table events.head (
  single boolean primary key default true check (single),
  batch bigint not null
);
insert into events.head (batch) values (0);

-- Who sends. `number` stands in every event row in place of the id.
create table events.source (
  id uuid primary key,
  number integer generated always as identity unique,
  organisation_id uuid not null,
  name text not null,
  -- mapping, fixed customer, type of data, purpose, limits, heartbeat: see sources/settings.ts
  settings jsonb not null,
  paused boolean not null default false,
  created_at timestamptz not null,
  last_received_at timestamptz,
  received bigint not null default 0
);
create unique index on events.source (organisation_id, lower(name));

create table events.source_token (
  id uuid primary key,
  source_id uuid not null references events.source,
  hash bytea not null unique,
  name text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz
);
create index on events.source_token (source_id);

-- An event. `batch` is 4096 × the time of receipt in ms since the epoch, plus a counter: it orders events by receipt, names
-- the partition, and with `place` it is the event's id. Distribution key: organisation_id. Partitions of a class are made
-- ahead by time and dropped whole. Deliberately without indexes by field: events.block leads to the rows.
create table events.event (
  organisation_id uuid not null,
  batch bigint not null,
  -- as the source said, or the time of receipt where that cannot be
  at timestamptz not null,
  place integer not null,
  source integer not null,
  class smallint not null,
  -- 0 unknown, 1 success, 2 failure
  outcome smallint not null,
  -- 1 time missing, 2 time in the future, 4 late, 8 not read by the mapping
  flags smallint not null,
  address inet,
  actor text,
  action text,
  target text,
  session text,
  salt bytea not null,
  -- Canonical JSON (RFC 8785): what the source sent, unknown fields too
  body text not null
) partition by list (class);

-- Keys of single events that were accepted, for as long as a sender may repeat them.
create table events.key (
  source integer not null,
  hash bytea not null,
  batch bigint not null,
  place integer not null,
  primary key (source, hash)
);
create index on events.key using brin (batch);

-- Where to look: batches (first, last] with the times of their events and a Bloom filter over their words and fields.
create table events.block (
  last_batch bigint primary key,
  first_batch bigint not null,
  count integer not null,
  min_at timestamptz not null,
  max_at timestamptz not null,
  bloom bytea not null
);
alter table events.block alter column bloom set storage external;

-- How many events of an organisation fell into a quarter of an hour, by block.
create table events.tally (
  organisation_id uuid not null,
  quarter timestamptz not null,
  last_batch bigint not null,
  class smallint not null,
  outcome smallint not null,
  count integer not null
);
create index on events.tally (quarter, organisation_id) include (count);
create index on events.tally (last_batch);

-- Many rows share a batch, so that the index costs some bytes a row; it grows at its right end alone.
create index on events.event (batch);
