-- The role the server works as: owns nothing, is bound by row-level security. It belongs to the whole cluster, other databases may have made it.
do $$
begin
  create role vovremya_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
exception when duplicate_object or unique_violation then null;
end $$;
grant vovremya_app to current_user with set true;
grant usage on schema public to vovremya_app;
revoke create on schema public from public;

-- Accounts, sessions and the rate limit of the sign-in library (better-auth). They say who somebody is; what he may do is said in "person".
create table auth_user (
  "id" text not null primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz default current_timestamp not null,
  "tenantId" text not null
);
create table auth_session (
  "id" text not null primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth_user ("id") on delete cascade
);
create table auth_account (
  "id" text not null primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth_user ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz not null
);
create table auth_verification (
  "id" text not null primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz default current_timestamp not null
);
create table auth_rate_limit (
  "id" text not null primary key,
  "key" text not null unique,
  "count" integer not null,
  "lastRequest" bigint not null
);
create index auth_session_user on auth_session ("userId");
create index auth_account_user on auth_account ("userId");
create index auth_verification_identifier on auth_verification ("identifier");

-- One-time codes that connect an extension; short-lived, bound to the extension's challenge.
create table auth_connect_code (
  code_hash text not null primary key,
  user_id text not null references auth_user ("id") on delete cascade,
  challenge text not null,
  expires_at bigint not null
);

-- Key that signs the session cookie: one for all processes that share this database.
create table auth_secret (
  only_one boolean not null primary key default true check (only_one),
  value text not null
);
insert into auth_secret (value) values (replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));

grant select, insert, update, delete
  on auth_user, auth_session, auth_account, auth_verification, auth_rate_limit, auth_connect_code to vovremya_app;
grant select on auth_secret to vovremya_app;
