-- Every use of a voucher that a gate told of: kept for ever, never changed. The key is made by the gate, so that telling twice
-- is told once. Only one of a booking counts; any other that came from a gate without a network is a conflict on record.
create table booking.redemption (
  key uuid primary key,
  booking_id uuid not null references booking.booking,
  offering_id uuid not null,
  path ltree not null,
  gate text not null,
  device uuid,
  offline boolean not null,
  outcome text not null,
  used_at timestamptz not null,
  received_at timestamptz not null,
  account_id uuid,
  constraint outcome_is_known check (outcome in ('USED', 'CONFLICT')),
  constraint known_after_it_happened check (received_at >= used_at),
  constraint only_an_offline_gate_conflicts check (outcome = 'USED' or offline)
);
create index redemptions_of_booking on booking.redemption (booking_id, received_at);
create index conflicts_of_offering on booking.redemption (offering_id, received_at) where outcome = 'CONFLICT';

alter table booking.redemption enable row level security;
alter table booking.redemption force row level security;
create policy seen_by_the_giver on booking.redemption using (path <@ (select platform.scope()));
revoke update, delete, truncate on booking.redemption from niangjia_app;
