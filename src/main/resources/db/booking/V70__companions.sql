-- Whom one may take along: how many, and whether their names are asked for. Companions take places like everybody else, so a
-- booking weighs one and its companions.
alter table booking.offering
  add column companions integer not null default 0,
  add column companions_named boolean not null default false,
  add constraint few_companions_offered check (companions between 0 and 9);
alter table booking.booking
  add column companions integer not null default 0,
  add constraint few_companions_come check (companions between 0 and 9);

create table booking.companion (
  booking_id uuid not null references booking.booking,
  path ltree not null,
  person_id uuid not null,
  ordinal integer not null,
  name_sealed bytea not null,
  relation text not null constraint relation_is_known
    check (relation in ('SPOUSE', 'CHILD', 'PARENT', 'OTHER')),
  constraint one_line_each_companion primary key (booking_id, ordinal)
);

alter table booking.companion enable row level security;
alter table booking.companion force row level security;
create policy seen_by_the_giver_and_the_holder on booking.companion
  using (path <@ (select platform.scope()) or person_id = (select platform.self()));
