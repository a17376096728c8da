-- The provider and its customers.
create table identity.organisation (
  id uuid primary key,
  kind text not null check (kind in ('provider', 'customer')),
  name text not null,
  state text not null default 'active' check (state in ('active', 'closed')),
  -- Customers choose; for staff the second factor is always required.
  second_factor text not null default 'encouraged' check (second_factor in ('encouraged', 'required')),
  -- Made by one of our own checks to try the ways in: listed nowhere, removed after the run.
  throwaway boolean not null default false,
  created_at timestamptz not null
);
create unique index organisation_one_provider on identity.organisation (kind) where kind = 'provider' and not throwaway;
create index organisation_listed on identity.organisation (name, id) where not throwaway;

create table identity.person (
  id uuid primary key,
  organisation_id uuid not null references identity.organisation on delete cascade,
  -- As normaliseEmail gives it, so that one mailbox is one account.
  email text not null unique,
  name text not null,
  language text not null default 'de' check (language in ('de', 'en')),
  roles text[] not null,
  state text not null check (state in ('invited', 'active', 'deactivated')),
  -- May sign in with password and second factor where single sign-on is required; using it raises an alarm.
  break_glass boolean not null default false,
  -- What an identity provider calls this person when it provisions by SCIM.
  external_id text,
  created_at timestamptz not null,
  last_seen_at timestamptz
);
create index person_listed on identity.person (organisation_id, name, id);
create unique index person_external on identity.person (organisation_id, external_id) where external_id is not null;

create table identity.password (
  person_id uuid primary key references identity.person on delete cascade,
  -- PHC string of argon2id.
  hash text not null,
  changed_at timestamptz not null
);

create table identity.totp (
  id uuid primary key,
  person_id uuid not null references identity.person on delete cascade,
  label text not null,
  sealed_secret bytea not null,
  -- The last time step used: a code works once (RFC 6238, section 5.2).
  last_step bigint not null default 0,
  confirmed_at timestamptz,
  created_at timestamptz not null
);
create index totp_person on identity.totp (person_id);

create table identity.passkey (
  id uuid primary key,
  person_id uuid not null references identity.person on delete cascade,
  label text not null,
  credential_id bytea not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  backed_up boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_person on identity.passkey (person_id);

create table identity.recovery_code (
  person_id uuid not null references identity.person on delete cascade,
  hash bytea not null,
  used_at timestamptz,
  primary key (person_id, hash)
);

create table identity.session (
  id uuid primary key,
  -- SHA-256 of the 256 random bits in the cookie.
  hash bytea not null unique,
  person_id uuid not null references identity.person on delete cascade,
  level smallint not null check (level in (1, 2)),
  way text not null,
  enrolment boolean not null,
  device_id uuid,
  address text not null,
  agent text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  authenticated_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_person on identity.session (person_id, seen_at desc);
create index session_expiry on identity.session (expires_at);

-- A sign-in, step-up, registration of a factor or round trip to an identity provider under way.
create table identity.attempt (
  hash bytea primary key,
  kind text not null,
  person_id uuid references identity.person on delete cascade,
  -- Sealed: state, nonce, verifier, challenge, what was proved so far.
  sealed bytea not null,
  tries integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index attempt_expiry on identity.attempt (expires_at);

-- One-time links sent by mail: invitation, password reset, "this was not me".
create table identity.link (
  hash bytea primary key,
  kind text not null check (kind in ('invitation', 'password-reset', 'not-me')),
  person_id uuid not null references identity.person on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index link_person on identity.link (person_id, kind);

-- Browsers in which somebody signed in before: they are not slowed by others' guesses, and cause no notice.
create table identity.device (
  id uuid primary key,
  person_id uuid not null references identity.person on delete cascade,
  hash bytea not null unique,
  agent text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index device_person on identity.device (person_id);

create table identity.throttle (
  key bytea primary key,
  failures integer not null,
  last_failure_at timestamptz not null,
  blocked_until timestamptz
);
create index throttle_age on identity.throttle (last_failure_at);

create table identity.token (
  id uuid primary key,
  hash bytea not null unique,
  organisation_id uuid not null references identity.organisation on delete cascade,
  -- null: a service account, which acts in its own name.
  person_id uuid references identity.person on delete cascade,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz
);
create index token_listed on identity.token (organisation_id, created_at desc);

-- What happened in an organisation, for its people to read; the record itself is in the log.
create table identity.activity (
  record_id uuid primary key,
  organisation_id uuid not null references identity.organisation on delete cascade,
  person_id uuid,
  actor_id uuid,
  type text not null,
  at timestamptz not null
);
create index activity_listed on identity.activity (organisation_id, record_id desc);
create index activity_person on identity.activity (person_id, record_id desc);
