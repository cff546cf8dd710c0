-- Passkeys: what an authenticator keeps the secret of; here is its public key.
create table access.passkey (
  id uuid primary key,
  account uuid not null constraint passkey_of_an_account references access.account (id),
  credential bytea not null constraint one_owner_each_passkey unique,
  public_key bytea not null,
  sign_count bigint not null constraint sign_count_is_counted check (sign_count >= 0),
  name text not null constraint passkey_has_a_name check (length(name) between 1 and 40),
  created_at timestamptz not null,
  used_at timestamptz
);

create index passkey_of_account on access.passkey (account);

-- Challenges that came back, until they would be too old anyway.
create table access.used_challenge (
  challenge bytea primary key,
  until_at timestamptz not null
);

create index used_challenge_by_end on access.used_challenge (until_at);
