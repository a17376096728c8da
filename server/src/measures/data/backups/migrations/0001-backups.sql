create schema backups;

-- One attempt. It succeeded when it is finished and has no error.
create table backups.run (
  id uuid primary key,
  -- The moment that the backup shows.
  started_at timestamptz not null,
  finished_at timestamptz,
  -- Name of the file, the same in every place.
  file text not null unique,
  bytes bigint,
  sha256 text,
  manifest_sha256 text,
  table_count integer,
  row_count bigint,
  error text
);
create index run_started on backups.run (started_at desc);

-- Where a successful run stands. `checked_at`: when it was last written there and read back.
create table backups.copy (
  run_id uuid not null references backups.run,
  place text not null,
  checked_at timestamptz not null,
  deleted_at timestamptz,
  error text,
  primary key (run_id, place)
);
