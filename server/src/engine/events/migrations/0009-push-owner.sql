-- Who answers for it: a person's id, or operator. What is sent of every organisation is sent only as long as they may see it.
alter table events.push_endpoint add column owner text;
alter table events.push_endpoint drop constraint push_endpoint_state_check;
alter table events.push_endpoint add constraint push_endpoint_state_check
  check (state in ('active', 'paused', 'failing', 'gone', 'unowned'));
