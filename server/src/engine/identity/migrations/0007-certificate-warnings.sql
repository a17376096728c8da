-- Which warning of an ending certificate was mailed already.
create table identity.certificate_warning (
  connection_id uuid not null references identity.connection on delete cascade,
  -- SHA-256 of the certificate, as browsers show it.
  fingerprint text not null,
  -- 30, 14, 7 or 1: so many days before its end, at most.
  days int not null,
  primary key (connection_id, fingerprint, days)
);
