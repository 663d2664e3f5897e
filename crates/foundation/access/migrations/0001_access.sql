-- Users, where they work, and how they sign in. Secrets are stored only as hashes.

create table org_unit (
  tenant text not null,
  path text not null,
  title text not null,
  closed bigint not null,
  primary key (tenant, path)
);

create table account (
  tenant text not null,
  id text not null,
  name text not null,
  lang text not null,
  password text not null,
  totp_secret text,
  totp_step bigint not null,
  disabled bigint not null,
  created bigint not null,
  primary key (tenant, id)
);

create table role_grant (
  tenant text not null,
  account text not null,
  role text not null,
  unit text not null,
  primary key (tenant, account, role, unit)
);

create table recovery_code (
  tenant text not null,
  account text not null,
  hash text not null,
  primary key (tenant, account, hash)
);

create table login_session (
  tenant text not null,
  hash text not null,
  account text not null,
  created bigint not null,
  seen bigint not null,
  about text not null,
  primary key (tenant, hash)
);
create index session_of_account on login_session (tenant, account);

create table api_token (
  tenant text not null,
  hash text not null,
  account text not null,
  title text not null,
  scopes text not null,
  created bigint not null,
  expires bigint not null,
  primary key (tenant, hash)
);
create index token_of_account on api_token (tenant, account);

-- Failures since the last success, by account and by address; both only as hashes.
create table login_failure (
  tenant text not null,
  subject text not null,
  failures bigint not null,
  until bigint not null,
  primary key (tenant, subject)
);
