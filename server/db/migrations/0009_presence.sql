-- Who looks at what, who types, who has taken it up: of the moment only. Unlogged: a crash of the database may forget it, a backup
-- leaves it out. One row a live line and subject; "subject" is a case or a message, by id.
create unlogged table presence (
  tenant_id uuid not null references tenant (id),
  subject text not null,
  line_id uuid not null,
  person_id text not null,
  looks_until bigint not null,
  types_until bigint not null,
  held_at bigint not null,
  held_until bigint not null,
  primary key (tenant_id, subject, line_id)
);

alter table presence enable row level security;
alter table presence force row level security;
create policy own_tenant on presence using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
grant select, insert, update, delete on presence to vovremya_app;

-- Staff are people too: whose names and addresses somebody was shown, by id, beside the cases.
alter table read_journal add column person_ids text[] not null default '{}';
