-- A source that is gone keeps its row: events carry its number, and their leaves its id.
alter table events.source add column deleted_at timestamptz;
drop index events.source_organisation_id_lower_idx;
create unique index source_name on events.source (organisation_id, lower(name)) where deleted_at is null;

-- What came from a source within an hour of receipt; written every few seconds, by every server.
create table events.source_hour (
  source integer not null,
  hour timestamptz not null,
  received bigint not null default 0,
  refused bigint not null default 0,
  -- repeated by the sender, and not stored again
  repeated bigint not null default 0,
  late bigint not null default 0,
  out_of_order bigint not null default 0,
  future bigint not null default 0,
  timeless bigint not null default 0,
  unmapped bigint not null default 0,
  -- histogram of receipt minus time of event: see sources/offsets.ts
  offsets jsonb not null default '{}',
  primary key (source, hour)
);

-- Numbers that a source gives its events: the highest seen, and ranges below it that have not come.
create table events.source_sequence (
  source integer not null,
  key text not null,
  highest bigint not null,
  began_at timestamptz not null,
  -- before the count began anew, in case that was a repetition
  earlier bigint,
  -- [{from, to, since, closed}, …], at most as many as sources/sequence.ts keeps
  missing jsonb not null default '[]',
  seen_at timestamptz not null,
  primary key (source, key)
);
