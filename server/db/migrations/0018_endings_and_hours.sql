-- How often sessions, devices or the password of the account were ended: what was opening something new for it meanwhile sees it by that.
alter table auth_user add column endings integer not null default 0;

-- A case that was being opened while hours changed was not seen by the change, and was looked at again only when the old hours said so. All
-- cases that commands write are loaded by this function; but for the lock of the hours it is as it was.
create or replace function load_commands(
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

  -- And a change of hours for the cases that are being opened by the old ones.
  perform pg_advisory_xact_lock_shared(hashtextextended(of_tenant::text || 'hours', 0));

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

create or replace function look_at_clocks_again() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.tenant_id::text || 'hours', 0));
  update case_row set look_at = 0 where tenant_id = new.tenant_id and (is_open or look_at is not null);
  return null;
end $$;
