create schema notifications;

-- Outgoing mail, written in the transaction of the change that it tells about.
create table notifications.mail (
  id uuid primary key,
  recipient text not null,
  language text not null check (language in ('de', 'en')),
  template text not null,
  subject text not null,
  -- Text and HTML, sealed with the installation's key: links in them are credentials. Gone once the mail was sent.
  sealed_body bytea,
  state text not null check (state in ('queued', 'sent', 'not-sent', 'failed')),
  tries integer not null default 0,
  -- While a server sends it, the end of its lease: whoever dies gives the mail back.
  next_try_at timestamptz not null,
  give_up_at timestamptz not null,
  -- After that the mail would only confuse: its link has run out.
  useful_until timestamptz,
  last_problem text,
  created_at timestamptz not null,
  -- When it left the queue, whichever way.
  ended_at timestamptz,
  organisation_id uuid,
  person_id uuid,
  check ((state = 'queued') = (ended_at is null))
);
create index mail_due on notifications.mail (next_try_at) where state = 'queued';
create index mail_listed on notifications.mail (state, id desc);
create index mail_ended on notifications.mail (ended_at);
create index mail_of_person on notifications.mail (person_id);
