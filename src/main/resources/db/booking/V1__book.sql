-- Scarce places and who has them. The constraints below are the last word on every promise of this engine.
create schema booking;

create table booking.offering (
  id uuid primary key,
  path ltree not null,
  feature text not null,
  title_zh text not null,
  title_en text,
  state text not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  admit_per_second integer,
  share uuid not null,
  family text,
  period text not null,
  offer_hours integer not null,
  within ltree,
  states text[] not null,
  groups text[] not null,
  member_months integer not null,
  rehearsal boolean not null default false,
  version integer not null default 1,
  made_at timestamptz not null,
  constraint state_is_known check (state in ('DRAFT', 'PUBLISHED', 'CLOSED')),
  constraint period_is_known check (period in ('OFFERING', 'MONTH', 'QUARTER', 'YEAR', 'EVER')),
  constraint closes_after_it_opens check (closes_at > opens_at),
  constraint admits_somebody check (admit_per_second between 1 and 10000),
  constraint offer_lasts_hours check (offer_hours between 1 and 168)
);
create index offering_by_path on booking.offering using gist (path);
create index offering_by_opening on booking.offering (opens_at desc);

-- One kind of place in one session.
create table booking.place (
  id uuid primary key,
  offering_id uuid not null references booking.offering on delete cascade,
  ordinal integer not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  venue_zh text not null,
  venue_en text,
  kind_zh text not null,
  kind_en text,
  capacity integer not null,
  taken integer not null default 0,
  waiting integer not null default 0,
  constraint capacity_is_sane check (capacity between 1 and 1000000),
  constraint never_one_too_many check (taken between 0 and capacity),
  constraint nobody_waits_negatively check (waiting >= 0),
  constraint session_ends_after_it_starts check (ends_at > starts_at),
  constraint one_place_per_ordinal unique (offering_id, ordinal)
);

-- The end of an offering's book: the last number given and the hash of the chain so far. Whoever decides holds its lock.
create table booking.tail (
  offering_id uuid primary key references booking.offering on delete cascade,
  number bigint not null default 0,
  hash bytea not null,
  tickets integer not null default 0,
  drawn boolean not null default false,
  seed bytea not null
);

-- A booking's id is the idempotency key that the caller made. `path` is the union that gives the place, `member_path` the one that
-- the person belonged to then.
create table booking.booking (
  id uuid primary key,
  offering_id uuid not null,
  place_id uuid not null,
  person_id uuid not null,
  path ltree not null,
  member_path ltree not null,
  share uuid not null,
  number bigint not null,
  state text not null,
  waited boolean not null,
  booked_at timestamptz not null,
  hash bytea not null,
  offer_expires_at timestamptz,
  ended_at timestamptz,
  redeemed_at timestamptz,
  redeemed_gate text,
  redeemed_by uuid,
  constraint state_is_known
    check (state in ('CONFIRMED', 'WAITING', 'OFFERED', 'REDEEMED', 'CANCELLED', 'EXPIRED')),
  constraint redeemed_says_when_and_where
    check ((state = 'REDEEMED') = (redeemed_at is not null and redeemed_gate is not null)),
  constraint an_offer_expires check (state <> 'OFFERED' or offer_expires_at is not null)
);
create unique index one_place_each on booking.booking (person_id, share)
  where state in ('CONFIRMED', 'WAITING', 'OFFERED', 'REDEEMED');
create unique index one_number_each on booking.booking (offering_id, number);
create index ended_of_person on booking.booking (person_id) where state in ('CANCELLED', 'EXPIRED');
create index next_in_line on booking.booking (place_id, number) where state = 'WAITING';
create index running_offers on booking.booking (offer_expires_at) where state = 'OFFERED';

-- The waiting room: one number for each person, null until the order of the early is drawn at opening.
create table booking.ticket (
  offering_id uuid not null references booking.offering on delete cascade,
  person_id uuid not null,
  path ltree not null,
  number integer,
  joined_at timestamptz not null,
  constraint one_ticket_each primary key (offering_id, person_id),
  constraint one_ticket_number_each unique (offering_id, number)
);

-- The typed code of a voucher, made when somebody first looks at it.
create table booking.voucher (
  booking_id uuid primary key references booking.booking,
  code text not null,
  constraint one_voucher_per_code unique (code)
);

alter table booking.booking enable row level security;
alter table booking.booking force row level security;
create policy seen_by_the_giver_and_the_holder on booking.booking
  using (path <@ (select platform.scope()) or person_id = (select platform.self()));

alter table booking.ticket enable row level security;
alter table booking.ticket force row level security;
create policy seen_by_the_giver_and_the_holder on booking.ticket
  using (path <@ (select platform.scope()) or person_id = (select platform.self()));
