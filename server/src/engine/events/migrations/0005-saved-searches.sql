-- Queries that somebody keeps under a name. `person_id` is the person, or the service account, that saved it.
create table events.saved_search (
  id uuid primary key,
  -- the organisation whose events are searched
  organisation_id uuid not null,
  person_id uuid not null,
  name text not null,
  query text not null,
  -- over the events of every organisation: staff only
  everywhere boolean not null,
  -- visible to everybody who may read these events
  shared boolean not null,
  created_at timestamptz not null
);
create unique index on events.saved_search (organisation_id, person_id, lower(name));
