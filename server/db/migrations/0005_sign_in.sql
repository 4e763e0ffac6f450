-- Second factor (better-auth's twoFactor plugin); the secret and the backup codes are encrypted with the key in auth_secret.
alter table auth_user add column "twoFactorEnabled" boolean not null default false;
create table auth_two_factor (
  "id" text not null primary key,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" text not null unique references auth_user ("id") on delete cascade,
  "verified" boolean not null default true,
  "failedVerificationCount" integer not null default 0,
  "lockedUntil" timestamptz
);
-- A code of the authenticator works once, though it would be right for a minute and a half.
create table auth_used_code (
  user_id text not null references auth_user ("id") on delete cascade,
  code text not null,
  used_at bigint not null,
  primary key (user_id, code)
);
-- Failed attempts in a row; the key is a hash, for an e-mail that nobody has as for a known one.
create table auth_attempt (
  key text not null primary key,
  failures integer not null,
  last_at bigint not null,
  blocked_until bigint not null
);
create index auth_attempt_by_age on auth_attempt (last_at);

-- By the clock of this server; null until the session is used for the first time.
alter table auth_session add column started_at bigint, add column seen_at bigint;

-- How long a sign-in lasts and what it takes.
create table tenant_security (
  tenant_id uuid not null primary key references tenant (id),
  require_second_factor boolean not null default false,
  session_idle_hours integer not null default 12 check (session_idle_hours between 1 and 12),
  session_max_days integer not null default 30 check (session_max_days between 1 and 30),
  device_idle_days integer not null default 30 check (device_idle_days between 1 and 30),
  device_max_days integer not null default 365 check (device_max_days between 1 and 365)
);
insert into tenant_security (tenant_id) select id from tenant;

-- A link that the administrator gives to somebody who cannot sign in: once, for a day.
create table account_reset (
  tenant_id uuid not null references tenant (id),
  id text not null,
  token_hash text not null,
  person_id text not null,
  clears_second_factor boolean not null,
  created_by text not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  revoked_at bigint,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, person_id) references person (tenant_id, id),
  foreign key (tenant_id, created_by) references person (tenant_id, id)
);
create index account_reset_of_person on account_reset (tenant_id, person_id);

grant select, insert, update, delete on auth_two_factor, auth_used_code, auth_attempt to vovremya_app;

do $$
declare name text;
begin
  foreach name in array array['tenant_security', 'account_reset'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', name);
    execute format('grant select, insert, update on %I to vovremya_app', name);
  end loop;
end $$;
