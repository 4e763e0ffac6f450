-- Every row of these is written together with the tenant's head, or by a device of the tenant: that there is such a tenant need not be
-- looked at again for each, with a lock on the tenant's row that those who write at the same time would share.
alter table event drop constraint event_tenant_id_fkey;
alter table case_row drop constraint case_row_tenant_id_fkey;
alter table case_text drop constraint case_text_tenant_id_fkey;
alter table command_receipt drop constraint command_receipt_tenant_id_fkey;

-- The feeds of the bodies follow all cases of a statement at once. Nothing but the keys leads to their rows, however few there were when
-- this was planned.
drop trigger feed_of_a_body on case_row;
drop function follow_case();
create function follow_new_cases() returns trigger language plpgsql as $$
begin
  insert into case_of_body (tenant_id, body_id, case_id, seq)
    select distinct n.tenant_id, body, n.id, n.seq from added n cross join unnest(n.bodies) as body
    on conflict do nothing;
  return null;
end $$;
create function follow_changed_cases() returns trigger language plpgsql
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  insert into case_of_body (tenant_id, body_id, case_id, seq)
    select distinct n.tenant_id, body, n.id, n.seq
    from former o join changed n on n.tenant_id = o.tenant_id and n.id = o.id and n.bodies <> o.bodies cross join unnest(n.bodies) as body
    on conflict do nothing;
  update case_of_body b set seq = n.seq from changed n where b.tenant_id = n.tenant_id and b.case_id = n.id and b.seq <> n.seq;
  return null;
end $$;
create trigger feed_of_new_cases after insert on case_row referencing new table as added
  for each statement execute function follow_new_cases();
create trigger feed_of_changed_cases after update on case_row referencing old table as former new table as changed
  for each statement execute function follow_changed_cases();

-- Commands of one tenant that wait at the same time go into one transaction of two round trips: this is the first. Everything that the
-- decisions rest on is locked, in an order that is the same for all so that nobody waits in a circle, then read as the locks found it.
-- Of a case that the server knows up to a number (0: not at all) only what came later is read, if the history up to the number that it has
-- known, with that hash, is this one's.
drop function load_command(uuid, text, text, text, text);
create function load_commands(
  of_tenant uuid, asked_commands text[], asked_cases text[], known_seqs bigint[], known_seq bigint, known_tip text, messages text[],
  senders text[], devices text[], named_cases text[], named_people text[], text_ids text[], picture_hashes text[],
  known_revision bigint, longest_wait text
) returns json language plpgsql as $$
declare
  is_known boolean;
begin
  -- Everything is found by its key: planned once, along the indexes, whatever the tables held then.
  perform set_config('app.tenant', of_tenant::text, true), set_config('lock_timeout', longest_wait, true),
    set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true);
  perform pg_advisory_xact_lock(hashtextextended(of_tenant::text || 'command ' || id, 0))
    from (select id from unnest(asked_commands) as id order by id) as ordered;

  -- Taking a right away waits for these commands, and these commands for one that is being taken away.
  perform from person p where p.tenant_id = of_tenant and p.id = any (senders) order by p.id for share;
  perform from device d where d.tenant_id = of_tenant and d.id = any (devices) order by d.id for share;
  perform from substitution s join person p on p.tenant_id = s.tenant_id and p.id = s.absent_id
    where s.tenant_id = of_tenant and s.substitute_id = any (senders) and s.ended_at is null order by s.id for share;

  perform pg_advisory_xact_lock(hashtextextended(of_tenant::text || 'case ' || id, 0))
    from (select id from unnest(asked_cases) as id order by id) as ordered;
  perform pg_advisory_xact_lock(hashtextextended(of_tenant::text || 'message ' || ref, 0))
    from (select ref from unnest(messages) as ref order by ref) as ordered;
  perform from case_row c where c.tenant_id = of_tenant and c.id = any (asked_cases) order by c.id for update;
  if cardinality(picture_hashes) > 0 then
    -- None is taken away while it is being named.
    perform from picture i where i.tenant_id = of_tenant and i.case_id = any (asked_cases) and i.hash = any (picture_hashes)
      order by i.case_id, i.hash for update;
  end if;
  is_known := exists (select from event where tenant_id = of_tenant and seq = known_seq and hash = known_tip);

  return (with later as materialized (
    select e.seq, e.case_id, e.payload from unnest(asked_cases, known_seqs) as asked (id, seq) cross join lateral (
      select event.seq, event.case_id, event.payload from event
      where event.tenant_id = of_tenant and event.case_id = asked.id and event.seq > case when is_known then asked.seq else 0 end
      offset 0) as e
  ) select json_build_object(
    'isKnown', is_known,
    'receipts', (select coalesce(json_agg(r), '[]') from (
      select id, request_hash, outcome, refusal, seq from command_receipt
      where tenant_id = of_tenant and id = any (asked_commands)) as r),
    'told', (select coalesce(json_agg(h), '[]') from (
      select id, request_hash, occurred_at from command_told where tenant_id = of_tenant and id = any (asked_commands)) as h),
    'people', (select coalesce(json_agg(p), '[]') from (
      select id, roles, body_id, disabled_at from person where tenant_id = of_tenant and id = any (senders || named_people || array(
        -- Whom a routing named has his body see the case.
        select payload::jsonb #>> '{event,data,deputy}' from later where payload like '%"deputy":"%'))) as p),
    'devices', (select coalesce(json_agg(d), '[]') from (
      select id, person_id, revoked_at from device where tenant_id = of_tenant and id = any (devices)) as d),
    'places', (select coalesce(json_agg(s), '[]') from (
      select s.substitute_id, s.from_at, s.until_at, p.id, p.roles, p.body_id
      from substitution s join person p on p.tenant_id = s.tenant_id and p.id = s.absent_id
      where s.tenant_id = of_tenant and s.substitute_id = any (senders) and s.ended_at is null and p.disabled_at is null
      order by s.until_at) as s),
    'rows', (select coalesce(json_agg(c), '[]') from (
      select id, bodies from case_row where tenant_id = of_tenant and id = any (asked_cases)) as c),
    'events', (select coalesce(json_agg(e), '[]') from (
      select case_id, payload from later order by seq) as e),
    'texts', (select coalesce(json_agg(x), '[]') from (
      select case_id, id, hash from case_text
      where tenant_id = of_tenant and case_id = any (asked_cases) and id = any (text_ids)) as x),
    'pictures', (select coalesce(json_agg(i), '[]') from (
      select case_id, hash, type, octet_length(bytes) as size from picture
      where tenant_id = of_tenant and case_id = any (asked_cases) and hash = any (picture_hashes)) as i),
    'open', (select coalesce(json_agg(o), '[]') from (
      select id, message_ref from case_row where tenant_id = of_tenant and message_ref = any (messages) and is_open) as o),
    'known', (select coalesce(json_agg(id), '[]') from case_row where tenant_id = of_tenant and id = any (named_cases)),
    'revision', (select revision from tenant_reference where tenant_id = of_tenant),
    'facts', (select json_build_object('settings', to_json(t), 'bodies', (
        select coalesce(json_agg(b order by b.title, b.id), '[]') from body b where b.tenant_id = of_tenant))
      from tenant_settings t join tenant_reference r on r.tenant_id = t.tenant_id
      where t.tenant_id = of_tenant and r.revision is distinct from known_revision)));
end $$;

-- The second and last: takes the head, whose lock makes the order of numbers the order of commits, and writes everything. Places count the
-- events from 1; the answer is the sequence number before the first, with the number and hash of the last. What the server notes by itself comes without receipts, what concerns
-- no case without rows.
drop function commit_command(jsonb);
create function commit_commands(written jsonb) returns json language plpgsql as $$
declare
  own uuid := current_tenant();
  cases text[] := array(select jsonb_array_elements_text(written -> 'cases'));
  payloads text[] := array(select jsonb_array_elements_text(written -> 'payloads'));
  links text[] := '{}';
  link text;
  head tenant_head;
  base bigint;
begin
  insert into case_text (tenant_id, case_id, id, salt, body, hash)
    select own, t."caseId", t.id, t.salt, t.body, t.hash
    from jsonb_to_recordset(written -> 'texts') as t ("caseId" text, id text, salt text, body text, hash text);

  update picture i set named_at = n.at
    from jsonb_to_recordset(written -> 'named') as n ("caseId" text, hash text, at bigint)
    where i.tenant_id = own and i.case_id = n."caseId" and i.hash = n.hash and i.named_at is null;

  insert into command_told (tenant_id, id, request_hash, occurred_at, told_at)
    select own, h.id, h."requestHash", h."occurredAt", h."toldAt"
    from jsonb_to_recordset(written -> 'told') as h (id text, "requestHash" text, "occurredAt" bigint, "toldAt" bigint)
    -- The first word stands.
    on conflict (tenant_id, id, request_hash) do nothing;

  if cardinality(payloads) > 0 then
    select * into strict head from tenant_head where tenant_id = own for update;
    base := head.seq;
    link := head.tip;
    for place in 1 .. cardinality(payloads) loop
      link := event_hash(link, base + place, payloads[place]);
      links := links || link;
    end loop;
    insert into event (tenant_id, seq, case_id, payload, prev_hash, hash)
      select own, base + e.place, e.case_id, e.payload, case when e.place = 1 then head.tip else links[e.place - 1] end, e.hash
      from unnest(cases, payloads, links) with ordinality as e (case_id, payload, hash, place);
    update tenant_head
      set seq = base + cardinality(payloads), tip = link, last_number = last_number + (written ->> 'opened')::bigint
      where tenant_id = own;
  end if;

  insert into case_row
    (tenant_id, id, number, message_ref, state, is_open, bodies, profile, profile_version, look_at, seq)
    select own, r."caseId", (head.last_number + coalesce(r.opening, 0))::text, r."messageRef", r.state, r."isOpen", r.bodies, r.profile, r.version,
      r."lookAt", base + r.place
    from jsonb_to_recordset(written -> 'rows') as r ("caseId" text, opening bigint, "messageRef" text, state text, "isOpen" boolean,
      bodies text[], profile text, version text, "lookAt" bigint, place bigint)
    on conflict (tenant_id, id) do update
      set state = excluded.state, is_open = excluded.is_open, bodies = excluded.bodies, profile = excluded.profile,
          profile_version = excluded.profile_version, look_at = excluded.look_at, seq = excluded.seq;

  insert into command_receipt (tenant_id, id, person_id, device_id, request_hash, outcome, refusal, seq, received_at)
    select own, r.id, r."personId", r."deviceId", r."requestHash", r.outcome, r.refusal, base + r.place, r."receivedAt"
    from jsonb_to_recordset(written -> 'receipts') as r (id text, "personId" text, "deviceId" text, "requestHash" text, outcome text,
      refusal jsonb, place bigint, "receivedAt" bigint);
  return json_build_object('base', base,
    'end', case when base is not null then json_build_object('seq', base + cardinality(payloads), 'tip', link) end);
end $$;

-- Does the feed go through this place? Asked of every sending: a database that was set back must be reminded first.
create function goes_through(of_tenant uuid, of_epoch text, after bigint, of_tip text) returns boolean language plpgsql as $$
begin
  perform set_config('app.tenant', of_tenant::text, true);
  return exists (select from tenant_head where tenant_id = of_tenant and epoch = of_epoch)
    and (after = 0 or exists (select from event where tenant_id = of_tenant and seq = after and hash = of_tip));
end $$;

-- Who asks, by the hash of a device's token: several at once, of several tenants, each entered for himself.
drop function find_device(uuid, text);
create function find_device(of_tenant uuid, hash text) returns json language plpgsql as $$
begin
  perform set_config('app.tenant', of_tenant::text, true);
  return (
    select json_build_object(
      'device', json_build_object('id', d.id, 'created_at', d.created_at, 'last_used_at', d.last_used_at, 'contact', d.contact,
        'scopes', d.scopes),
      'person', json_build_object('id', p.id, 'name', p.name, 'roles', p.roles, 'body_id', p.body_id),
      'tenant', json_build_object('id', t.id, 'title', t.title, 'practice', t.practice),
      'security', json_build_object('device_idle_days', s.device_idle_days, 'device_max_days', s.device_max_days),
      'revision', r.revision,
      'substitutes', exists (select from substitution u where u.tenant_id = of_tenant and u.substitute_id = p.id))
    from device d
      join person p on p.tenant_id = of_tenant and p.id = d.person_id and p.disabled_at is null
      join tenant t on t.id = of_tenant
      join tenant_security s on s.tenant_id = of_tenant
      join tenant_reference r on r.tenant_id = of_tenant
    where d.tenant_id = of_tenant and d.token_hash = hash and d.revoked_at is null);
end $$;

-- Several at once here, too: one that somebody holds is left out, so that nobody waits for another's device. What is not noted, as what is
-- lost with the power, lets the device's acts lie further back.
create or replace function note_heard(of_tenant uuid, of_device text, heard jsonb, at bigint) returns void language plpgsql as $$
begin
  perform set_config('app.tenant', of_tenant::text, true), set_config('synchronous_commit', 'off', true);
  perform from device d where d.tenant_id = of_tenant and d.id = of_device for no key update skip locked;
  if found then
    update device d set contact = heard, last_used_at = at where d.tenant_id = of_tenant and d.id = of_device;
  end if;
end $$;
