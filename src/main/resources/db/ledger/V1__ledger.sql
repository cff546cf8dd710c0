-- The ledger: accounts, and transfers that each move an amount from one account to another, so that the sum over all accounts of
-- a unit is zero. Only the trigger below moves a balance; the application's role may add transfers and nothing else.
create schema ledger;

-- A fund, or the part of it that one union may spend. A root is its own fund; money is counted in fen, the rest in pieces.
create table ledger.line (
  id uuid primary key,
  fund_id uuid not null references ledger.line,
  parent_id uuid references ledger.line,
  path ltree not null,
  unit text not null constraint unit_has_a_length check (length(unit) between 1 and 20),
  title_zh text not null constraint title_has_a_length check (length(title_zh) between 1 and 60),
  title_en text constraint title_en_has_a_length check (length(title_en) between 1 and 120),
  opened_at timestamptz not null,
  opened_by uuid,
  constraint a_root_is_its_own_fund check ((parent_id is null) = (fund_id = id)),
  constraint one_line_each_union unique (parent_id, path)
);
create index line_below on ledger.line using gist (path);
create index line_of_fund on ledger.line (fund_id);

-- What went in and out of each account. The source of a fund is the world outside, the only account that may go below zero.
create table ledger.account (
  id uuid primary key,
  line_id uuid not null references ledger.line,
  path ltree not null,
  unit text not null,
  kind text not null constraint kind_is_known check (
    kind in ('SOURCE', 'FUND', 'BUDGET', 'COMMITMENT', 'PAYABLE', 'PAID', 'STOCK', 'ISSUED', 'POINTS')),
  holder uuid,
  received bigint not null default 0,
  given bigint not null default 0,
  constraint account_with_its_unit unique (id, unit),
  constraint one_account_of_each_kind unique nulls not distinct (line_id, kind, holder),
  constraint points_alone_have_a_holder check ((kind = 'POINTS') = (holder is not null)),
  constraint totals_only_grow_from_zero check (received >= 0 and given >= 0),
  constraint never_overdrawn check (kind = 'SOURCE' or given <= received)
);
create index account_below on ledger.account using gist (path);

-- The transfer's id is its key: made by whoever asks, the same at every retry.
create table ledger.transfer (
  id uuid primary key,
  from_id uuid not null,
  to_id uuid not null,
  unit text not null,
  amount bigint not null constraint amount_is_sane check (amount between 1 and 1000000000000000),
  day_on date not null,
  reverses uuid references ledger.transfer,
  subject uuid,
  words text constraint words_have_a_length check (length(words) between 1 and 200),
  posted_at timestamptz not null,
  posted_by uuid,
  constraint from_one_to_another check (from_id <> to_id),
  constraint from_an_account_of_its_unit foreign key (from_id, unit) references ledger.account (id, unit),
  constraint to_an_account_of_its_unit foreign key (to_id, unit) references ledger.account (id, unit)
);
create index transfer_out_of on ledger.transfer (from_id, posted_at, id);
create index transfer_into on ledger.transfer (to_id, posted_at, id);
create unique index reversed_once on ledger.transfer (reverses) where reverses is not null;
create index transfer_about on ledger.transfer (subject) where subject is not null;

-- Days that are closed in a subtree, up to and with the last. Opened again by two officers, with a reason.
create table ledger.closing (
  id uuid primary key,
  path ltree not null,
  until_on date not null,
  closed_at timestamptz not null,
  closed_by uuid not null,
  reason text constraint reason_has_a_length check (length(reason) between 1 and 200),
  asked_at timestamptz,
  asked_by uuid,
  opened_at timestamptz,
  opened_by uuid,
  constraint asking_says_why check ((asked_by is null) = (reason is null) and (asked_by is null) = (asked_at is null)),
  constraint opened_after_asking check (opened_by is null or asked_by is not null),
  constraint nobody_opens_alone check (opened_by <> asked_by)
);
create unique index closed_once on ledger.closing (path, until_on) where opened_at is null;
create index closing_below on ledger.closing using gist (path);

-- Moves the balances of what came in, all at once: each account is locked in the order of ids, so that no two wait for each other.
create function ledger.move() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('ledger.closing'));
  perform a.id from ledger.account a
    where a.id in (select m.from_id from moved m union select m.to_id from moved m)
    order by a.id for no key update;
  if exists (
    select from (
      select u.id, min(u.day_on) as day_on
      from (select from_id as id, day_on from moved union all select to_id, day_on from moved) u group by u.id) used
    join ledger.account a on a.id = used.id
    join ledger.closing c on a.path <@ c.path and used.day_on <= c.until_on and c.opened_at is null) then
    raise exception 'a transfer falls into a closed period: period_is_open'
      using errcode = 'check_violation', constraint = 'period_is_open';
  end if;
  if exists (
    select from moved m left join ledger.transfer o on o.id = m.reverses
    where m.reverses is not null
      and (o.reverses is not null or (o.from_id, o.to_id, o.amount) is distinct from (m.to_id, m.from_id, m.amount))) then
    raise exception 'a reversal is not the mirror of its original: mirrors_its_original'
      using errcode = 'check_violation', constraint = 'mirrors_its_original';
  end if;
  update ledger.account a
  set received = a.received + s.received, given = a.given + s.given
  from (
    select u.id, sum(u.received) as received, sum(u.given) as given
    from (select to_id as id, amount as received, 0 as given from moved union all select from_id, 0, amount from moved) u
    group by u.id) s
  where a.id = s.id;
  return null;
end
$$;
create trigger move_the_balances after insert on ledger.transfer
  referencing new table as moved for each statement execute function ledger.move();

-- Locks accounts, which needs a right that the application's role lacks; it shows nothing of them.
create function ledger.hold(accounts uuid[]) returns void language sql volatile security definer
  set search_path = pg_catalog, public, pg_temp as $$
  select a.id from ledger.account a where a.id = any (accounts) order by a.id for no key update
$$;

-- A period closes once everything that is being posted is through, and nothing is posted meanwhile.
create function ledger.shut() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('ledger.closing'));
  return new;
end
$$;
create trigger wait_for_postings before insert on ledger.closing for each row execute function ledger.shut();

-- Not even the owner changes what was posted.
create function ledger.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'a transfer is never changed: append_only' using errcode = 'check_violation', constraint = 'append_only';
end
$$;
create trigger append_only before update or delete or truncate on ledger.transfer
  for each statement execute function ledger.refuse();

-- Every balance worked out again from the transfers alone; answers how many were wrong.
create function ledger.rebuild() returns bigint language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  changed bigint;
begin
  lock table ledger.transfer in share row exclusive mode;
  update ledger.account a
  set received = s.received, given = s.given
  from (
    select b.id, coalesce(sum(u.received), 0) as received, coalesce(sum(u.given), 0) as given
    from ledger.account b
    left join (
      select to_id as id, amount as received, 0 as given from ledger.transfer
      union all select from_id, 0, amount from ledger.transfer) u on u.id = b.id
    group by b.id) s
  where a.id = s.id and (a.received, a.given) is distinct from (s.received::bigint, s.given::bigint);
  get diagnostics changed = row_count;
  return changed;
end
$$;

revoke update, delete, truncate on ledger.transfer from niangjia_app;
revoke insert, update, delete, truncate on ledger.account from niangjia_app;
grant insert (id, line_id, path, unit, kind, holder) on ledger.account to niangjia_app;
revoke update, delete, truncate on ledger.line from niangjia_app;
revoke update, delete, truncate on ledger.closing from niangjia_app;
grant update (reason, asked_at, asked_by, opened_at, opened_by) on ledger.closing to niangjia_app;

alter table ledger.account enable row level security;
alter table ledger.account force row level security;
create policy in_scope on ledger.account
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on ledger.account for select
  using (holder = (select platform.self()));
