-- A revoked service account keeps its row for a while: what it did must still have a name.
alter table identity.token add column revoked_at timestamptz;
