-- Which cases a body has or had, by the number of the newest change: its people read their part of the feed along it, at the same cost
-- however many cases the others have. Row-level security keeps an index on the list of bodies itself from being used.
create table case_of_body (
  tenant_id uuid not null references tenant (id),
  body_id text not null,
  case_id text not null,
  seq bigint not null,
  primary key (tenant_id, body_id, case_id)
);
create unique index case_of_body_by_seq on case_of_body (tenant_id, body_id, seq);
create index case_of_body_by_case on case_of_body (tenant_id, case_id);

-- A body that a case was taken from keeps its row: its people are to be told that the case is gone.
create function follow_case() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.bodies is distinct from old.bodies then
    insert into case_of_body (tenant_id, body_id, case_id, seq)
      select distinct new.tenant_id, body, new.id, new.seq from unnest(new.bodies) as body
      on conflict do nothing;
  end if;
  if tg_op = 'UPDATE' then
    update case_of_body set seq = new.seq where tenant_id = new.tenant_id and case_id = new.id and seq <> new.seq;
  end if;
  return null;
end $$;
create trigger feed_of_a_body after insert or update of bodies, seq on case_row for each row execute function follow_case();

alter table case_of_body enable row level security;
alter table case_of_body force row level security;
create policy own_tenant on case_of_body using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
grant select, insert, update on case_of_body to vovremya_app;

do $$
declare older uuid;
begin
  for older in select id from tenant loop
    perform set_config('app.tenant', older::text, true);
    insert into case_of_body (tenant_id, body_id, case_id, seq)
      select distinct c.tenant_id, body, c.id, c.seq from case_row c cross join unnest(c.bodies) as body where c.tenant_id = older;
  end loop;
  perform set_config('app.tenant', '', true);
end $$;

-- The first step of a command, one round trip: what was answered before or, with everything locked that the decision rests on, what it
-- rests on. Each statement sees what was committed before it, so what is read after a lock is as the lock found it.
create function load_command(of_tenant uuid, command_id text, of_case text, of_person text, of_device text)
returns jsonb language plpgsql as $$
declare
  receipt jsonb;
  person_row jsonb;
  device_row jsonb;
  case_line jsonb;
begin
  perform set_config('app.tenant', of_tenant::text, true);
  perform pg_advisory_xact_lock(hashtextextended(of_tenant::text || 'command ' || command_id, 0));
  select jsonb_build_object('request_hash', r.request_hash, 'outcome', r.outcome, 'refusal', r.refusal, 'seq', r.seq)
    into receipt from command_receipt r where r.tenant_id = of_tenant and r.id = command_id;
  if receipt is not null then
    return jsonb_build_object('receipt', receipt);
  end if;

  -- Taking a right away waits for this command, and this command for one that is being taken away.
  select jsonb_build_object('roles', p.roles, 'body_id', p.body_id, 'disabled_at', p.disabled_at)
    into person_row from person p where p.tenant_id = of_tenant and p.id = of_person for share;
  if of_device is not null then
    select jsonb_build_object('revoked_at', d.revoked_at)
      into device_row from device d where d.tenant_id = of_tenant and d.id = of_device and d.person_id = of_person for share;
  end if;

  perform pg_advisory_xact_lock(hashtextextended(of_tenant::text || 'case ' || of_case, 0));
  select to_jsonb(c) into case_line from case_row c where c.tenant_id = of_tenant and c.id = of_case for update;
  return jsonb_build_object(
    'receipt', null,
    'person', person_row,
    'device', device_row,
    'substitutes', exists (select from substitution s where s.tenant_id = of_tenant and s.substitute_id = of_person),
    'revision', (select t.revision from tenant_reference t where t.tenant_id = of_tenant),
    'row', case_line,
    'payloads', (select coalesce(jsonb_agg(e.payload order by e.seq), '[]')
      from event e where e.tenant_id = of_tenant and e.case_id = of_case),
    'texts', (select coalesce(jsonb_object_agg(x.id, x.hash), '{}')
      from case_text x where x.tenant_id = of_tenant and x.case_id = of_case));
end $$;

-- Who asks, by the hash of a device's token: one round trip for every request.
create function find_device(of_tenant uuid, hash text) returns jsonb language plpgsql as $$
begin
  perform set_config('app.tenant', of_tenant::text, true);
  return (
    select jsonb_build_object('device', to_jsonb(d), 'security', to_jsonb(s), 'person', to_jsonb(p), 'tenant', to_jsonb(t),
      'revision', r.revision, 'substitutes', exists (
        select from substitution u where u.tenant_id = of_tenant and u.substitute_id = p.id))
    from device d
      join person p on p.tenant_id = of_tenant and p.id = d.person_id and p.disabled_at is null
      join tenant t on t.id = of_tenant
      join tenant_security s on s.tenant_id = of_tenant
      join tenant_reference r on r.tenant_id = of_tenant
    where d.tenant_id = of_tenant and d.token_hash = hash and d.revoked_at is null);
end $$;

-- That a device was heard of is written down without waiting for the disk: lost with the power, it lets the device's acts lie further back.
create function note_heard(of_tenant uuid, of_device text, heard jsonb, at bigint) returns void language plpgsql as $$
begin
  perform set_config('app.tenant', of_tenant::text, true), set_config('synchronous_commit', 'off', true);
  update device set contact = heard, last_used_at = at where tenant_id = of_tenant and id = of_device;
end $$;
