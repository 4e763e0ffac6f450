-- Who was shown which cases, when. Ids only: never a text or a name.
create table read_journal (
  tenant_id uuid not null references tenant (id),
  id bigint not null generated always as identity,
  at bigint not null,
  person_id text not null,
  device_id text,
  what text not null,
  case_ids text[] not null,
  primary key (tenant_id, id)
);
create index read_journal_by_time on read_journal (tenant_id, at);

create function refuse_journal_change() returns trigger language plpgsql as $$
begin
  raise exception 'the journal of reads is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on read_journal for each row execute function refuse_journal_change();
create trigger append_only_truncate before truncate on read_journal for each statement execute function refuse_journal_change();

alter table read_journal enable row level security;
alter table read_journal force row level security;
create policy own_tenant on read_journal using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
grant select, insert on read_journal to vovremya_app;
