-- The tenant of the running transaction; null (and so no row at all) when none was set.
create function current_tenant() returns uuid language sql stable as $$
  select nullif(current_setting('app.tenant', true), '')::uuid
$$;

create table tenant (
  id uuid not null primary key,
  title text not null,
  practice boolean not null,
  created_at bigint not null
);
create table tenant_settings (
  tenant_id uuid not null primary key references tenant (id),
  schedules jsonb not null,
  topics jsonb not null,
  locations jsonb not null,
  default_profile text not null,
  default_profile_version text not null
);
-- Counts changes of what devices keep as reference; a row of its own, so that it never waits for a command.
create table tenant_reference (
  tenant_id uuid not null primary key references tenant (id),
  revision bigint not null default 1
);
create table body (
  tenant_id uuid not null references tenant (id),
  id text not null,
  title text not null,
  schedule jsonb not null,
  official_accounts jsonb not null,
  default_executor_id text,
  created_at bigint not null,
  primary key (tenant_id, id)
);
create table person (
  tenant_id uuid not null references tenant (id),
  id text not null,
  auth_user_id text not null,
  name text not null,
  roles text[] not null,
  body_id text,
  created_at bigint not null,
  disabled_at bigint,
  primary key (tenant_id, id),
  unique (tenant_id, auth_user_id),
  foreign key (tenant_id, body_id) references body (tenant_id, id)
);
alter table body add foreign key (tenant_id, default_executor_id) references person (tenant_id, id);

create table invitation (
  tenant_id uuid not null references tenant (id),
  id text not null,
  token_hash text not null,
  name text not null,
  roles text[] not null,
  body_id text,
  -- The new person becomes the one who receives the body's assignments.
  default_executor boolean not null default false,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  revoked_at bigint,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, body_id) references body (tenant_id, id)
);
create table device (
  tenant_id uuid not null references tenant (id),
  id text not null,
  person_id text not null,
  name text not null,
  token_hash text not null,
  created_at bigint not null,
  last_used_at bigint not null,
  revoked_at bigint,
  contact jsonb not null,
  -- Whose cases this device may hold by now: when rights shrink, these tell which cases to take back.
  scopes text[] not null default '{}',
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);
create index device_of_person on device (tenant_id, person_id);

create function count_reference_change() returns trigger language plpgsql as $$
begin
  update tenant_reference set revision = revision + 1 where tenant_id = coalesce(new.tenant_id, old.tenant_id);
  return null;
end $$;
create trigger reference_changed after insert or update or delete on body
  for each row execute function count_reference_change();
create trigger reference_changed after insert or update or delete on person
  for each row execute function count_reference_change();
create trigger reference_changed after insert or update or delete on tenant_settings
  for each row execute function count_reference_change();

-- The list of tenants is read at start by the owner; everybody else sees his own only.
alter table tenant enable row level security;
create policy own_tenant on tenant using (id = current_tenant()) with check (id = current_tenant());

do $$
declare name text;
begin
  foreach name in array array['tenant_settings', 'tenant_reference', 'body', 'person', 'invitation', 'device'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', name);
    execute format('grant select, insert, update on %I to vovremya_app', name);
  end loop;
end $$;
grant select, insert, update on tenant to vovremya_app;
