-- Pictures that go out with replies, by the hash of their bytes. Versions of drafts name them in the events, which hold no bytes.
create table picture (
  tenant_id uuid not null references tenant (id),
  case_id text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  type text not null check (type in ('image/jpeg', 'image/png', 'image/webp', 'image/gif')),
  bytes bytea not null,
  uploaded_by text not null,
  uploaded_at bigint not null,
  -- Since when a version names it; null: none does, and it goes away by itself.
  named_at bigint,
  primary key (tenant_id, case_id, hash),
  foreign key (tenant_id, case_id) references case_row (tenant_id, id),
  foreign key (tenant_id, uploaded_by) references person (tenant_id, id)
);
create index picture_unnamed on picture (tenant_id, uploaded_at) where named_at is null;
-- They are compressed already.
alter table picture alter column bytes set storage external;

-- A command that names a picture the server lacks is told first, and the picture follows: when the act was done is settled by what was told.
create table command_told (
  tenant_id uuid not null references tenant (id),
  id text not null,
  -- Of the command and whose it is: another command under the same id has told nothing.
  request_hash text not null,
  occurred_at bigint not null,
  told_at bigint not null,
  primary key (tenant_id, id, request_hash)
);
alter table command_told enable row level security;
alter table command_told force row level security;
create policy own_tenant on command_told using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
grant select, insert, delete on command_told to vovremya_app;

alter table picture enable row level security;
alter table picture force row level security;
create policy own_tenant on picture using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
grant select, insert, delete on picture to vovremya_app;
grant update (uploaded_at, named_at) on picture to vovremya_app;
