create schema encryption_at_rest;

-- Values planted by the check and searched for in all files. A row lives as long as the search.
create table encryption_at_rest.canary (
  id uuid primary key,
  planted_at timestamptz not null,
  -- A random value as every sensitive value is stored.
  sealed bytea not null,
  -- Another one, in plain: the search must find it, or it proves nothing.
  control text not null
);
