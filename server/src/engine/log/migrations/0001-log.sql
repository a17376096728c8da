create schema log;

-- What a leaf opens to. Erasing body and salt leaves the tree valid and the leaf unguessable.
create table log.record (
  id uuid primary key,
  type text not null,
  at timestamptz not null,
  body text not null,
  salt bytea not null check (length(salt) = 32),
  disclosed boolean not null
);

-- The outbox: written with the change it describes, emptied by the sequencer.
create table log.pending (
  position bigint generated always as identity primary key,
  record_id uuid not null,
  entry bytea not null
);

create table log.leaf (
  index bigint primary key,
  record_id uuid not null unique
);

-- A partial tile is the prefix of the later, wider one: one row serves every width. Hashes do not compress.
create table log.tile (
  level smallint not null,
  index bigint not null,
  hashes bytea not null,
  primary key (level, index)
);
alter table log.tile alter column hashes set storage external;

create table log.bundle (
  index bigint primary key,
  entries bytea not null
);
alter table log.bundle alter column entries set storage external;

-- The log itself: one row. Private keys are sealed with the installation's key.
create table log.head (
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
