-- An invitation is no account yet: several organisations may invite one mailbox, and the first that is accepted becomes
-- the account. So nobody blocks an address by inviting it, and no inviter learns who is here already.
alter table identity.person drop constraint person_email_key;
create unique index person_account on identity.person (email) where state <> 'invited';
create unique index person_email on identity.person (email, organisation_id);
create index token_person on identity.token (person_id) where person_id is not null;
