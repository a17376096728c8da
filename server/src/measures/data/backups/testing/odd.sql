create schema odd;

create table odd.parent (
  id bigint generated always as identity (start with 7) primary key,
  up bigint references odd.parent,
  "t" text,
  "select" jsonb,
  number double precision,
  exact numeric,
  raw bytea,
  words text[],
  at timestamptz,
  twice bigint generated always as (7 * 2) stored
);

create table odd.child (
  line text primary key,
  content bigint not null references odd.parent
);

create table odd.empty ();

create sequence odd.counter;

create function odd.forbid() returns trigger language plpgsql as $$ begin raise exception 'no more'; end $$;

create table odd.closed (id integer, "odd ""name" text);

insert into odd.closed values (1, 'before the door was closed');

create trigger forbid before insert on odd.closed for each row execute function odd.forbid();
