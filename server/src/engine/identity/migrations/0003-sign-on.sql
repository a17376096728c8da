-- Domains whose people sign in through the identity provider of their organisation; proved by a DNS TXT record.
create table identity.domain (
  id uuid primary key,
  organisation_id uuid not null references identity.organisation on delete cascade,
  domain text not null,
  challenge text not null,
  proven_at timestamptz,
  checked_at timestamptz,
  created_at timestamptz not null,
  unique (organisation_id, domain)
);
create unique index domain_proven on identity.domain (domain) where proven_at is not null;

create table identity.connection (
  id uuid primary key,
  organisation_id uuid not null references identity.organisation on delete cascade,
  kind text not null check (kind in ('oidc', 'saml')),
  name text not null,
  -- Issuer, client id, endpoints, certificates, attributes; parsed on every read.
  settings jsonb not null,
  sealed_secret bytea,
  -- [{ group, role }]; who matches none gets default_role.
  role_map jsonb not null default '[]',
  default_role text not null,
  just_in_time boolean not null default true,
  -- draft: being set up; tested: a test sign-in worked; enforced: the only way in for its domains.
  state text not null default 'draft' check (state in ('draft', 'tested', 'enforced')),
  tested_at timestamptz,
  created_at timestamptz not null
);
create index connection_organisation on identity.connection (organisation_id);

-- An identity is provider and subject, never the e-mail address (ASVS 6.8.1).
create table identity.external_identity (
  -- A connection's id, or google, or apple.
  provider text not null,
  subject text not null,
  person_id uuid not null references identity.person on delete cascade,
  created_at timestamptz not null,
  primary key (provider, subject)
);
create index external_identity_person on identity.external_identity (person_id);

create table identity.saml_request (
  id text primary key,
  connection_id uuid not null,
  expires_at timestamptz not null
);
create table identity.saml_assertion (
  connection_id uuid not null,
  assertion_id text not null,
  expires_at timestamptz not null,
  primary key (connection_id, assertion_id)
);

-- Groups as an identity provider sends them by SCIM.
create table identity.scim_group (
  id uuid primary key,
  organisation_id uuid not null references identity.organisation on delete cascade,
  display_name text not null,
  external_id text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (organisation_id, display_name)
);
create table identity.scim_member (
  group_id uuid not null references identity.scim_group on delete cascade,
  person_id uuid not null references identity.person on delete cascade,
  primary key (group_id, person_id)
);
create index scim_member_person on identity.scim_member (person_id);
