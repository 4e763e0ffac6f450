-- Who takes whose place, from when until when and why. Nobody substitutes for himself; an end before the term ends it at once.
create table substitution (
  tenant_id uuid not null references tenant (id),
  id text not null,
  absent_id text not null,
  substitute_id text not null,
  from_at bigint not null,
  until_at bigint not null,
  reason text not null,
  created_by text not null,
  created_at bigint not null,
  ended_by text,
  ended_at bigint,
  primary key (tenant_id, id),
  foreign key (tenant_id, absent_id) references person (tenant_id, id),
  foreign key (tenant_id, substitute_id) references person (tenant_id, id),
  foreign key (tenant_id, created_by) references person (tenant_id, id),
  foreign key (tenant_id, ended_by) references person (tenant_id, id),
  check (absent_id <> substitute_id),
  check (until_at > from_at)
);
create index substitution_by_substitute on substitution (tenant_id, substitute_id, until_at);

create trigger reference_changed after insert or update or delete on substitution
  for each row execute function count_reference_change();

alter table substitution enable row level security;
alter table substitution force row level security;
create policy own_tenant on substitution using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
grant select, insert, update on substitution to vovremya_app;

-- The role that reads everything had the name that some regulations give to a head of their own. Tenant by tenant: the owner too is bound.
do $$
declare older uuid;
begin
  for older in select id from tenant loop
    perform set_config('app.tenant', older::text, true);
    update person set roles = array_replace(roles, 'head', 'observer') where 'head' = any (roles);
    update invitation set roles = array_replace(roles, 'head', 'observer') where 'head' = any (roles);
  end loop;
  perform set_config('app.tenant', '', true);
end $$;
