-- Where events and changes of state go: webhooks of an organisation (Standard Webhooks).
create table events.push_endpoint (
  id uuid primary key,
  organisation_id uuid not null,
  url text not null,
  description text not null,
  -- events that match are sent; null: none
  query text,
  everywhere boolean not null,
  -- types of published records that are sent, e.g. claims.status-changed
  kinds text[] not null,
  -- secrets and keys, sealed: see push/secrets.ts
  sealed bytea not null,
  state text not null check (state in ('active', 'paused', 'failing', 'gone')),
  -- all events up to here have become deliveries, or did not match
  batch bigint not null,
  place integer not null,
  -- all records before this leaf likewise
  record bigint not null,
  -- since when every try failed
  failing_since timestamptz,
  due_at timestamptz not null,
  -- the server that sends, and until when it is believed to live
  lease uuid,
  leased_until timestamptz,
  created_at timestamptz not null
);
create index on events.push_endpoint (organisation_id);
create index on events.push_endpoint (due_at) where state = 'active';

-- What is to be sent, or was. Holds no event: it is read when it is sent, so that what was erased leaves no copy here.
create table events.push_delivery (
  -- the order in which an endpoint gets them
  number bigint generated always as identity primary key,
  -- webhook-id: the same at every try
  id uuid not null unique,
  endpoint_id uuid not null references events.push_endpoint on delete cascade,
  batch bigint,
  place integer,
  record bigint,
  state text not null check (state in ('queued', 'delivered', 'dead', 'erased')),
  tries integer not null default 0,
  first_try_at timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz,
  check ((batch is null) = (place is null) and (batch is null) <> (record is null)),
  check ((state = 'queued') = (ended_at is null))
);
-- An event becomes one delivery of an endpoint, whatever happens.
create unique index on events.push_delivery (endpoint_id, batch, place) where batch is not null;
create unique index on events.push_delivery (endpoint_id, record) where record is not null;
create index on events.push_delivery (endpoint_id, number) where state = 'queued';
create index on events.push_delivery (endpoint_id, number);
create index on events.push_delivery (ended_at);

-- Every try, as its receiver answered.
create table events.push_try (
  delivery bigint not null references events.push_delivery on delete cascade,
  tried integer not null,
  at timestamptz not null,
  ms integer not null,
  status integer,
  -- why there was no success, e.g. timeout; null: delivered
  problem text,
  -- the first bytes of the answer
  answer bytea not null,
  primary key (delivery, tried)
);
