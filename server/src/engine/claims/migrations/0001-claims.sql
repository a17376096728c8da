create schema claims;

-- What is published now. `first_record_id`: since when the id has been on the page.
create table claims.published (
  kind text not null check (kind in ('provider', 'measure', 'claim')),
  id text not null,
  data jsonb not null,
  record_id uuid not null,
  first_record_id uuid not null,
  primary key (kind, id)
);

create table claims.withdrawn (
  claim text primary key,
  record_id uuid not null
);

-- One row for each check run on each target; the record in the log says everything.
create table claims.evidence (
  record_id uuid primary key,
  claim text not null,
  check_id text not null,
  target text not null,
  verdict text not null,
  received_at timestamptz not null,
  observation_digest text not null
);
create index evidence_of_claim on claims.evidence (claim, record_id desc);

-- The newest evidence, and the newest that concluded, for each target of a claim's version.
create table claims.latest (
  claim text not null,
  claim_version integer not null,
  check_id text not null,
  target text not null,
  last_record_id uuid not null,
  last_received_at timestamptz not null,
  conclusive_record_id uuid,
  verdict text,
  received_at timestamptz,
  valid_until timestamptz,
  checked integer not null,
  total integer not null,
  primary key (claim, claim_version, check_id, target)
);

-- What was seen, kept inside: judged by several checks, hence stored once under its digest.
create table claims.observation (
  digest text primary key,
  body text not null,
  received_at timestamptz not null
);

create table claims.status (
  claim text primary key,
  status text not null,
  since timestamptz not null
);

create table claims.change (
  record_id uuid primary key,
  claim text not null,
  from_status text not null,
  to_status text not null,
  since timestamptz not null
);
create index change_of_claim on claims.change (claim, record_id desc);

create table claims.missed (
  record_id uuid primary key
);

create table claims.schedule (
  observer text not null,
  target text not null,
  due_at timestamptz not null,
  -- While a server runs it; a server that dies gives the run back when the lease ends.
  leased_until timestamptz,
  primary key (observer, target)
);
create index schedule_due on claims.schedule (due_at);
