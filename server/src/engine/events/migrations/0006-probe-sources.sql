-- Made for a run of a check, and taken again by a later one: events carry its number for ever, so it cannot be deleted.
alter table events.source add column probe boolean not null default false;
