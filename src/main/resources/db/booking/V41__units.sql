-- A place may hand out several units, at once or little by little: ten visits, three bags. What was granted stands in the line
-- from the beginning, what was used is moved by the statement that records a redemption, and never beyond it.
alter table booking.place
  add column units integer not null default 1,
  add constraint gives_some_units check (units between 1 and 1000);
alter table booking.booking
  add column granted integer not null default 1,
  add column used integer not null default 0,
  add constraint never_more_than_granted check (used between 0 and granted);
alter table booking.redemption
  add column units integer not null default 1,
  add constraint uses_some_units check (units between 1 and 1000);

select set_config('niangjia.scope', '{""}', true);
update booking.booking set used = 1 where state = 'REDEEMED';
select set_config('niangjia.scope', '', true);
