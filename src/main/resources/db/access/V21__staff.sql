-- Staff accounts as administrators keep them: at which union, whose, locked or not, and the
-- enrolment by which their holder sets password and one-time password themselves.
alter table access.account
  add column path ltree,
  add column holder_hash bytea constraint one_staff_account_each_person unique,
  add column created_by uuid,
  add column locked_at timestamptz,
  add column locked_by uuid,
  add column enrolment_hash bytea constraint one_account_each_enrolment unique,
  add column enrolment_until timestamptz,
  drop constraint staff_has_credentials,
  add constraint staff_has_a_name check (
    (kind = 'STAFF') = (num_nonnulls(username, name_zh) = 2)),
  add constraint credentials_are_staffs_and_complete check (
    num_nonnulls(password_hash, totp_sealed) = 0
    or (kind = 'STAFF' and num_nonnulls(password_hash, totp_sealed) = 2)),
  add constraint enrolment_ends check ((enrolment_hash is null) = (enrolment_until is null)),
  add constraint nobody_makes_themselves check (created_by <> id),
  add constraint nobody_locks_themselves check (locked_by <> id);

create index account_at_union on access.account using gist (path) where kind = 'STAFF';

-- Whether the house has its administrators; until then, the hash of the secret that makes them.
create table access.house (
  the_one boolean primary key default true constraint there_is_one_house check (the_one),
  secret_hash bytea,
  secret_made_at timestamptz not null,
  set_up_at timestamptz,
  constraint secret_is_void_once_set_up check ((secret_hash is null) = (set_up_at is not null))
);
