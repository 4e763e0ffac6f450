-- So many months after a case has ended, names and texts of it are masked; null: never.
alter table tenant_settings add column retention_months integer check (retention_months between 1 and 600);

-- A masked text keeps its id and the hash that the events hold; word and salt are gone, so that nothing can be guessed from the hash.
alter table case_text
  add column masked_at bigint,
  add constraint masked_is_empty check (masked_at is null or (body = '' and salt = ''));
alter table case_row add column masked boolean not null default false;
create index case_to_mask on case_row (tenant_id, seq) where not is_open and not masked and look_at is null;

-- What comes after it is masked in its turn.
create function unmask_row() returns trigger language plpgsql as $$
begin
  new.masked := false;
  return new;
end $$;
create trigger written_after_masking before update on case_row
  for each row when (old.masked and new.seq > old.seq) execute function unmask_row();

-- A text is written once; masking is the one change of it, and it is not taken back.
create function refuse_text_change() returns trigger language plpgsql as $$
begin
  if old.masked_at is null and new.masked_at is not null
    and (new.tenant_id, new.case_id, new.id, new.hash) = (old.tenant_id, old.case_id, old.id, old.hash) then
    return new;
  end if;
  raise exception 'texts are masked, not changed' using errcode = 'insufficient_privilege';
end $$;
create trigger only_masked before update on case_text for each row execute function refuse_text_change();
grant update (salt, body, masked_at) on case_text to vovremya_app;
