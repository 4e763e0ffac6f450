-- Sequence and tip of a tenant's chain of events. Its lock is held until the commit, so the order of numbers is the order of commits.
create table tenant_head (
  tenant_id uuid not null primary key references tenant (id),
  epoch text not null,
  seq bigint not null default 0,
  tip text not null default '',
  last_number bigint not null default 0
);
-- `payload` is canonical JSON exactly as hashed: hash = sha256(prev_hash \n seq \n payload), hex.
create table event (
  tenant_id uuid not null references tenant (id),
  seq bigint not null,
  case_id text not null,
  payload text not null,
  prev_hash text not null,
  hash text not null,
  primary key (tenant_id, seq)
);
create index event_of_case on event (tenant_id, case_id, seq);

create table case_row (
  tenant_id uuid not null references tenant (id),
  id text not null,
  number text not null,
  message_ref text not null,
  state text not null,
  is_open boolean not null,
  -- Bodies that have or had an assignment.
  bodies text[] not null,
  profile text not null,
  profile_version text not null,
  seq bigint not null,
  primary key (tenant_id, id)
);
create unique index case_of_open_message on case_row (tenant_id, message_ref) where is_open;
create unique index case_by_seq on case_row (tenant_id, seq);

-- What people wrote, beside the events: those hold the salted hash only.
create table case_text (
  tenant_id uuid not null references tenant (id),
  case_id text not null,
  id text not null,
  salt text not null,
  body text not null,
  hash text not null,
  primary key (tenant_id, case_id, id)
);
create table command_receipt (
  tenant_id uuid not null references tenant (id),
  id text not null,
  person_id text not null,
  device_id text,
  request_hash text not null,
  outcome text not null check (outcome in ('applied', 'rejected')),
  refusal jsonb,
  seq bigint,
  received_at bigint not null,
  primary key (tenant_id, id)
);

create function event_hash(prev text, seq bigint, payload text) returns text language sql immutable as $$
  select encode(sha256(convert_to(prev || E'\n' || seq || E'\n' || payload, 'UTF8')), 'hex')
$$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'events are append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on event for each row execute function refuse_change();
create trigger append_only_truncate before truncate on event for each statement execute function refuse_change();

-- The last step of a command, one round trip: takes the head, writes events, texts, case and receipt. Returns the newest sequence number.
create function commit_command(command jsonb) returns bigint language plpgsql as $$
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

  insert into case_row (tenant_id, id, number, message_ref, state, is_open, bodies, profile, profile_version, seq)
    select current_tenant(), command ->> 'caseId', head.last_number::text, r."messageRef", r.state, r."isOpen", r.bodies, r.profile, r.version, place
    from jsonb_to_record(command -> 'row')
      as r ("messageRef" text, state text, "isOpen" boolean, bodies text[], profile text, version text)
    on conflict (tenant_id, id) do update
      set state = excluded.state, is_open = excluded.is_open, bodies = excluded.bodies, profile = excluded.profile,
          profile_version = excluded.profile_version, seq = excluded.seq;

  insert into command_receipt (tenant_id, id, person_id, device_id, request_hash, outcome, seq, received_at)
    values (current_tenant(), command ->> 'id', command ->> 'personId', command ->> 'deviceId', command ->> 'requestHash',
            'applied', place, (command ->> 'receivedAt')::bigint);
  return place;
end $$;

do $$
declare name text;
begin
  foreach name in array array['tenant_head', 'event', 'case_row', 'case_text', 'command_receipt'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', name);
    execute format('grant select, insert on %I to vovremya_app', name);
  end loop;
end $$;
grant update on tenant_head, case_row to vovremya_app;
