-- Looking up both accounts of each transfer by itself took two thirds of the time of a batch. The trigger knows the few accounts of
-- the whole batch, has them locked, and asks for each once; and no account ever goes away or becomes another.
alter table ledger.transfer
  drop constraint from_an_account_of_its_unit,
  drop constraint to_an_account_of_its_unit;

create or replace function ledger.move() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted bigint;
  found bigint;
begin
  perform pg_advisory_xact_lock_shared(hashtext('ledger.closing'));
  perform a.id from ledger.account a
    where a.id in (select m.from_id from moved m union select m.to_id from moved m)
    order by a.id for no key update;
  select count(*), count(a.id) into wanted, found
  from (select m.from_id as id, m.unit from moved m union select m.to_id, m.unit from moved m) u
  left join ledger.account a on a.id = u.id and a.unit = u.unit;
  if found < wanted then
    raise exception 'a transfer names an account that is not there, or counts something else: account_of_its_unit'
      using errcode = 'foreign_key_violation', constraint = 'account_of_its_unit';
  end if;
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

create function ledger.stay() returns trigger language plpgsql as $$
begin
  raise exception 'an account never goes away and never becomes another: accounts_stay'
    using errcode = 'check_violation', constraint = 'accounts_stay';
end
$$;
create trigger accounts_stay before delete or truncate or update of id, unit, line_id, kind on ledger.account
  for each statement execute function ledger.stay();
