-- Whether the holder has been told of tomorrow's session; and the secret addresses of calendars.
alter table booking.booking add column reminded boolean not null default false;

create table booking.feed (
  person_id uuid primary key,
  path ltree not null,
  key_hash bytea not null constraint one_feed_each_secret unique,
  made_at timestamptz not null
);

alter table booking.feed enable row level security;
alter table booking.feed force row level security;
create policy in_scope on booking.feed
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on booking.feed
  using (person_id = (select platform.self()));
