create schema identity;

-- Only the SHA-256 of a key is kept: keys are 256 random bits, so a slow hash would protect nothing more.
create table identity.access_key (
  id uuid primary key,
  label text not null,
  hash bytea not null unique,
  created_at timestamptz not null
);

-- The one-time link for the first administrator: one row, until it is used.
create table identity.first_link (
  single boolean primary key default true check (single),
  hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz
);
