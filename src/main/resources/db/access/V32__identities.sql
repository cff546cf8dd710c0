-- Which identity of an identity provider is whose account; of use once a second administrator
-- confirmed it.
create table access.identity (
  id uuid primary key,
  account uuid not null constraint identity_of_an_account references access.account (id),
  issuer text not null,
  claim text not null,
  value text not null constraint value_has_a_length check (length(value) between 1 and 200),
  subject text,
  linked_by uuid,
  linked_at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  used_at timestamptz,
  removed_at timestamptz,
  constraint two_link_an_identity check (confirmed_by <> linked_by),
  constraint nobody_links_their_own check (linked_by <> account),
  constraint nobody_confirms_their_own check (confirmed_by <> account)
);

create unique index one_account_each_identity on access.identity (issuer, claim, value)
  where removed_at is null;
create unique index one_account_each_subject on access.identity (issuer, subject)
  where removed_at is null;
create index identity_of_account on access.identity (account);
