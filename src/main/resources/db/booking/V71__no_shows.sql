-- Who booked, did not cancel and did not come. The rule is published with an offering: so often within so many days, and such
-- offerings cannot be booked for so many days. A line counts while its booking was never used and no officer excused it.
alter table booking.offering
  add column absence_times integer,
  add column absence_days integer,
  add column absence_pause_days integer,
  add constraint absence_rule_is_whole
    check (num_nonnulls(absence_times, absence_days, absence_pause_days) in (0, 3)),
  add constraint absence_rule_is_sane check (
    absence_times between 1 and 10 and absence_days between 1 and 365
    and absence_pause_days between 1 and 365);

create table booking.absence (
  booking_id uuid primary key references booking.booking,
  offering_id uuid not null,
  person_id uuid not null,
  path ltree not null,
  missed_at timestamptz not null,
  objection text constraint objection_has_a_length check (length(objection) between 1 and 300),
  objected_at timestamptz,
  excused_at timestamptz,
  excused_by uuid,
  reason text constraint reason_has_a_length check (length(reason) between 1 and 200),
  constraint an_objection_says_when check ((objection is null) = (objected_at is null)),
  constraint an_excuse_says_who_and_why
    check (num_nonnulls(excused_at, excused_by, reason) in (0, 3))
);
create index absences_of_person on booking.absence (person_id, missed_at);
create index absences_of_offering on booking.absence (offering_id, missed_at);
create index place_by_end on booking.place (ends_at);

alter table booking.absence enable row level security;
alter table booking.absence force row level security;
create policy seen_by_the_giver_and_the_holder on booking.absence
  using (path <@ (select platform.scope()) or person_id = (select platform.self()));
