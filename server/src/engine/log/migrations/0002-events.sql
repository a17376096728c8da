-- The tree of events: the same shapes as the first tree, and batches in place of records. Event rows live with engine/events.

-- The outbox: entries of one batch, one after the other, 33 bytes each.
create table log.event_pending (
  batch bigint primary key,
  entries bytea not null
);
alter table log.event_pending alter column entries set storage external;

-- Where a batch begins in the tree; its events follow in their order.
create table log.event_batch (
  first_leaf bigint primary key,
  batch bigint not null unique,
  count integer not null
);

create table log.event_tile (
  level smallint not null,
  index bigint not null,
  hashes bytea not null,
  primary key (level, index)
);
alter table log.event_tile alter column hashes set storage external;

create table log.event_bundle (
  index bigint primary key,
  entries bytea not null
);
alter table log.event_bundle alter column entries set storage external;

create table log.event_head (
  single boolean primary key default true check (single),
  origin text not null,
  key text not null,
  clock_key text not null,
  sealed_key bytea not null,
  sealed_clock_key bytea not null,
  size bigint not null,
  root bytea not null,
  checkpoint text not null,
  signed_at timestamptz not null
);
