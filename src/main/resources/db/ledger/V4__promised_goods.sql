-- Goods are promised like money: what a list of people was told they get no longer lies free in stock.
insert into ledger.account (id, line_id, path, unit, kind)
select gen_random_uuid(), l.id, l.path, l.unit, 'COMMITMENT' from ledger.line l where l.unit <> 'CNY'
on conflict do nothing;
