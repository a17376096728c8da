-- What an identity provider says of a person by SCIM, beyond what every person has.
create table identity.scim_user (
  person_id uuid primary key references identity.person on delete cascade,
  -- As sent; the name that is shown is computed from them.
  display_name text,
  formatted text,
  given_name text,
  family_name text,
  changed_at timestamptz not null,
  -- Removed by the identity provider: the person stays, deactivated, and is hidden from SCIM until somebody lets them back in.
  deleted_at timestamptz
);
