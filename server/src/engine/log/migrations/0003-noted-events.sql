-- How far the tree of events had grown when its head was last noted in the first tree.
alter table log.event_head add column noted_size bigint not null default 0;
