-- Payouts: lists of people who get money, made by one officer and checked by another, and what the bank says of each line.

-- The account that a union pays from; those below without one pay from it as well.
create table ledger.payer (
  path ltree primary key,
  name text not null constraint payer_name_has_a_length check (length(name) between 1 and 70),
  account text not null constraint payer_account_is_a_number check (account ~ '^[0-9]{8,34}$'),
  bank text not null constraint payer_bank_is_a_clearing_number check (bank ~ '^[0-9]{12}$'),
  changed_at timestamptz not null,
  changed_by uuid
);

create table ledger.payout (
  id uuid primary key,
  line_id uuid not null references ledger.line,
  path ltree not null,
  title text not null constraint title_has_a_length check (length(title) between 1 and 60),
  list_hash bytea,
  state text not null constraint state_is_known check (state in ('MADE', 'CHECKED', 'SETTLED', 'CANCELLED')),
  pay_on date not null,
  lines integer not null constraint lines_are_counted check (lines between 1 and 10000),
  amount bigint not null constraint amount_is_positive check (amount > 0),
  payer_name text,
  payer_account text,
  payer_bank text,
  made_at timestamptz not null,
  made_by uuid not null,
  checked_at timestamptz,
  checked_by uuid,
  constraint nobody_checks_their_own check (checked_by <> made_by),
  constraint checked_says_by_whom_and_from_where check (
    (state in ('CHECKED', 'SETTLED'))
      = (checked_by is not null and checked_at is not null and payer_name is not null and payer_account is not null
        and payer_bank is not null))
);
create unique index one_payout_of_each_list on ledger.payout (line_id, list_hash) where state <> 'CANCELLED';
create index payout_below on ledger.payout using gist (path);

-- One person's money. A line that failed is not paid again: another line retries it, once.
create table ledger.payout_line (
  id uuid primary key,
  payout_id uuid not null references ledger.payout,
  path ltree not null,
  number integer not null,
  person_id uuid,
  name_sealed bytea,
  account_sealed bytea,
  account_hash bytea not null,
  bank text constraint bank_is_a_clearing_number check (bank ~ '^[0-9]{12}$'),
  amount bigint not null constraint line_amount_is_sane check (amount between 1 and 100000000000),
  note text constraint note_has_a_length check (length(note) between 1 and 60),
  state text not null constraint line_state_is_known check (
    state in ('WAITING', 'OWED', 'PAID', 'FAILED', 'RETRIED', 'CANCELLED')),
  reason text constraint reason_has_a_length check (length(reason) between 1 and 200),
  decided_at timestamptz,
  retries uuid references ledger.payout_line,
  constraint one_line_each_number unique (payout_id, number),
  constraint nobody_twice_in_a_payout unique (payout_id, account_hash)
);
create unique index retried_once on ledger.payout_line (retries) where retries is not null;
create index payout_line_of_person on ledger.payout_line (person_id) where person_id is not null;

-- Who gets how much is never changed; only what became of it is.
revoke update, delete, truncate on ledger.payout from niangjia_app;
grant update (state, payer_name, payer_account, payer_bank, checked_at, checked_by) on ledger.payout to niangjia_app;
revoke update, delete, truncate on ledger.payout_line from niangjia_app;
grant update (state, reason, decided_at, person_id, name_sealed, account_sealed) on ledger.payout_line to niangjia_app;

alter table ledger.payout enable row level security;
alter table ledger.payout force row level security;
create policy in_scope on ledger.payout
  using (path <@ any ((select platform.scope())::ltree[]));
alter table ledger.payout_line enable row level security;
alter table ledger.payout_line force row level security;
create policy in_scope on ledger.payout_line
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on ledger.payout_line for select
  using (person_id = (select platform.self()));
