-- How often pages of the networks were not read as their addresses promise, counted by the devices: words of closed sets and numbers. Whose
-- device it was and which page is not said, so nobody's way through the pages can be told from it.
create table page_health (
  tenant_id uuid not null references tenant (id),
  seen_on date not null,
  network text not null,
  page text not null,
  layout text not null,
  verdict text not null check (verdict in ('off', 'degraded')),
  -- Roles that found nothing.
  roles text[] not null,
  -- Of the page rules in force on the device; 0: as the extension was built.
  revision integer not null,
  -- Of the extension.
  version text not null,
  times bigint not null check (times > 0),
  primary key (tenant_id, seen_on, network, page, layout, verdict, roles, revision, version)
);

-- Ids under which counts were sent: what is sent again counts nothing.
create table page_health_taken (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  taken_on date not null,
  primary key (tenant_id, id)
);
create index page_health_taken_long_ago on page_health_taken (tenant_id, taken_on);

do $$
declare name text;
begin
  foreach name in array array['page_health', 'page_health_taken'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', name);
    execute format('grant select, insert, delete on %I to vovremya_app', name);
  end loop;
end $$;
grant update (times) on page_health to vovremya_app;
