-- How pages of a network are read and which parts of the work are switched off on them; the newest revision goes to the devices.
-- Nothing is changed or deleted here: going back is a new revision that says what an older one said.
create table page_rules (
  tenant_id uuid not null references tenant (id),
  network text not null,
  revision integer not null,
  -- Null: as the extension was built.
  selectors text,
  switched_off text[] not null,
  made_by text not null,
  made_at bigint not null,
  primary key (tenant_id, network, revision),
  foreign key (tenant_id, made_by) references person (tenant_id, id)
);

create trigger reference_changed after insert on page_rules
  for each row execute function count_reference_change();

alter table page_rules enable row level security;
alter table page_rules force row level security;
create policy own_tenant on page_rules using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
grant select, insert on page_rules to vovremya_app;
