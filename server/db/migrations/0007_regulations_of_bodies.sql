-- A body may follow another regulation than its tenant; null: the tenant's own.
alter table body add column regulation text;
-- A message may have linked cases under several regulations, and a case that was answered may come back for a follow-up: that a new
-- case is not begun beside an open one is decided under the lock on the message.
drop index case_of_open_message;
create index case_of_open_message on case_row (tenant_id, message_ref) where is_open;
