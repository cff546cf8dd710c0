-- Accounts, their sessions, one-time codes and lock-outs.
create schema access;

create table access.account (
  id uuid primary key,
  kind text not null constraint kind_is_known check (kind in ('WORKER', 'STAFF')),
  person uuid constraint one_account_each_person unique,
  username text constraint one_account_each_username unique,
  name_zh text,
  name_en text,
  password_hash text,
  totp_sealed bytea,
  totp_step bigint,
  created_at timestamptz not null,
  signed_in_at timestamptz,
  constraint worker_is_a_person check ((kind = 'WORKER') = (person is not null)),
  constraint staff_has_credentials check (
    (kind = 'STAFF') = (num_nonnulls(username, name_zh, password_hash, totp_sealed) = 4))
);

-- The cookie's token is known only to its browser; here is its SHA-256.
create table access.session (
  token_hash bytea primary key,
  account uuid not null constraint session_of_an_account references access.account (id),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  constraint session_expires_after_it_began check (expires_at > created_at)
);

create index session_of_account on access.session (account);
create index session_by_expiry on access.session (expires_at);

-- One row a phone: its last code and how many were sent that day.
create table access.code (
  phone_hash bytea primary key,
  code_hash bytea not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  tries int not null constraint tries_are_counted check (tries between 0 and 5),
  ended_at timestamptz,
  day_on date not null,
  sent_that_day int not null constraint sent_are_counted check (sent_that_day > 0)
);

-- Wrong tries by phone or user name, known or not.
create table access.lock (
  subject bytea primary key,
  wrong int not null constraint wrong_are_counted check (wrong > 0),
  last_at timestamptz not null,
  until_at timestamptz
);

-- The demonstration's telephone: the last code sent to each number.
create table access.demonstration_message (
  phone_hash bytea primary key,
  phone_sealed bytea not null,
  code_sealed bytea not null,
  sent_at timestamptz not null
);

create index demonstration_message_by_time on access.demonstration_message (sent_at);
