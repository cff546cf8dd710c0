-- A code to enrol by comes in two halves from two administrators: the first from whoever made or
-- reset the account, the second from whoever confirms it.
alter table access.account
  add column invited_by uuid,
  add column confirmation_hash bytea,
  add column confirmed_by uuid,
  add constraint two_let_somebody_enrol check (confirmed_by <> invited_by),
  add constraint nobody_confirms_themselves check (confirmed_by <> id),
  add constraint second_half_follows_the_first check (
    confirmation_hash is null or (enrolment_hash is not null and confirmed_by is not null));
