-- When the clocks of a case have to be looked at next (epoch ms, UTC); null: nothing runs. What was there before is looked at once.
alter table case_row add column look_at bigint default 0;
create index case_to_look_at on case_row (tenant_id, look_at) where look_at is not null;

-- Deadlines move when the hours of an organisation do.
create function look_at_clocks_again() returns trigger language plpgsql as $$
begin
  update case_row set look_at = 0 where tenant_id = new.tenant_id and (is_open or look_at is not null);
  return null;
end $$;
create trigger schedule_changed after update of schedule on body
  for each row when (old.schedule is distinct from new.schedule) execute function look_at_clocks_again();
create trigger schedule_changed after update of schedules on tenant_settings
  for each row when (old.schedules is distinct from new.schedules) execute function look_at_clocks_again();
-- So they do when the files of the program do: with which of them the cases of a tenant were looked at last.
create table tenant_reckoning (
  tenant_id uuid not null primary key references tenant (id),
  library text not null
);

-- Jobs see to every tenant. The role of the server learns the ids and nothing else; each tenant is entered like any other time.
create function tenant_ids() returns setof uuid language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select id from public.tenant order by created_at, id
$$;
revoke execute on function tenant_ids() from public;
grant execute on function tenant_ids() to vovremya_app;

-- Of what a person wants letters: per cent of a limit's working time, and duties falling due. Nobody who did not ask gets any.
create table mail_wish (
  tenant_id uuid not null references tenant (id),
  person_id text not null,
  marks smallint[] not null default '{}',
  duties boolean not null default false,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);
-- Letters to send, written with what they tell of. `facts` holds ids, codes and moments: the words are made when the letter leaves.
create table letter (
  tenant_id uuid not null references tenant (id),
  id text not null,
  person_id text not null,
  facts jsonb not null,
  created_at bigint not null,
  sent_at bigint,
  -- Why it was not sent and will not be.
  dropped text check (dropped in ('moot', 'nobody', 'refused')),
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);
create index letter_to_send on letter (tenant_id, created_at) where sent_at is null and dropped is null;

do $$
declare name text;
begin
  foreach name in array array['tenant_reckoning', 'mail_wish', 'letter'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', name);
    execute format('grant select, insert, update on %I to vovremya_app', name);
  end loop;
end $$;

-- As before, and besides: what the server notes by itself has no receipt, and what concerns no case has no row.
create or replace function commit_command(command jsonb) returns bigint language plpgsql as $$
declare
  head tenant_head;
  events jsonb := command -> 'payloads';
  place bigint;
  link text;
  item text;
begin
  insert into case_text (tenant_id, case_id, id, salt, body, hash)
    select current_tenant(), command ->> 'caseId', t.id, t.salt, t.body, t.hash
    from jsonb_to_recordset(command -> 'texts') as t (id text, salt text, body text, hash text);

  update tenant_head
    set seq = seq + jsonb_array_length(events), last_number = last_number + (command ->> 'opens')::boolean::int
    where tenant_id = current_tenant()
    returning * into strict head;

  place := head.seq - jsonb_array_length(events);
  link := head.tip;
  for item in select jsonb_array_elements_text(events) loop
    place := place + 1;
    insert into event (tenant_id, seq, case_id, payload, prev_hash, hash)
      values (current_tenant(), place, command ->> 'caseId', item, link, event_hash(link, place, item))
      returning hash into link;
  end loop;
  update tenant_head set tip = link where tenant_id = current_tenant();

  if command ? 'row' then
    insert into case_row
      (tenant_id, id, number, message_ref, state, is_open, bodies, profile, profile_version, look_at, seq)
      select current_tenant(), command ->> 'caseId', head.last_number::text, r."messageRef", r.state, r."isOpen", r.bodies, r.profile,
        r.version, r."lookAt", place
      from jsonb_to_record(command -> 'row')
        as r ("messageRef" text, state text, "isOpen" boolean, bodies text[], profile text, version text, "lookAt" bigint)
      on conflict (tenant_id, id) do update
        set state = excluded.state, is_open = excluded.is_open, bodies = excluded.bodies, profile = excluded.profile,
            profile_version = excluded.profile_version, look_at = excluded.look_at, seq = excluded.seq;
  end if;

  if command ? 'receipt' then
    insert into command_receipt (tenant_id, id, person_id, device_id, request_hash, outcome, seq, received_at)
      select current_tenant(), r.id, r."personId", r."deviceId", r."requestHash", 'applied', place, r."receivedAt"
      from jsonb_to_record(command -> 'receipt')
        as r (id text, "personId" text, "deviceId" text, "requestHash" text, "receivedAt" bigint);
  end if;
  return place;
end $$;
