-- Which field keys there are and which one is written with; and what each running node knows. Never a key.
create table platform.field_key (
  number integer primary key,
  fingerprint bytea not null,
  state text not null,
  active_at timestamptz not null,
  retired_at timestamptz,
  constraint number_fits_its_field check (number between 1 and 9999),
  constraint state_is_known check (state in ('ACTIVE', 'FORMER', 'RETIRED')),
  constraint retired_says_when check ((state = 'RETIRED') = (retired_at is not null))
);
create unique index one_key_is_written_with on platform.field_key (state) where state = 'ACTIVE';

create table platform.node (
  id uuid primary key,
  seen_at timestamptz not null,
  keys integer[] not null,
  writes integer not null
);
