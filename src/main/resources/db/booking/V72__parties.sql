-- A union books for everybody on one of its lists at once: all get a place or nobody does. How many that may be is published
-- with the offering.
alter table booking.offering
  add column party_most integer not null default 0,
  add constraint parties_are_bounded check (party_most between 0 and 500),
  add constraint a_party_passes_no_waiting_room check (party_most = 0 or admit_per_second is null);

-- The id is the request's idempotency key. Whom it is for is said by the bookings alone.
create table booking.party (
  id uuid primary key,
  offering_id uuid not null references booking.offering,
  place_id uuid not null,
  listing_id uuid not null,
  path ltree not null,
  bookings uuid[] not null constraint a_party_is_somebody check (cardinality(bookings) between 1 and 500),
  booked_by uuid not null,
  booked_at timestamptz not null,
  cancelled_at timestamptz
);
create index parties_of_list on booking.party (listing_id, booked_at desc);

alter table booking.party enable row level security;
alter table booking.party force row level security;
create policy in_scope on booking.party using (path <@ (select platform.scope()));
