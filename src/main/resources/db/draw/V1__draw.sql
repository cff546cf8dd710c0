-- Draws: what is promised before, who entered, and what came out. Who gets a place is then written into the offering's book.
create schema draw;

create table draw.draw (
  offering_id uuid primary key,
  path ltree not null,
  source_zh text not null,
  source_en text,
  random_at timestamptz not null,
  companions integer not null,
  seed bytea not null,
  commitment bytea not null,
  list_hash bytea,
  closed_at timestamptz,
  randomness text,
  drawn_at timestamptz,
  drawn_by uuid,
  written_at timestamptz,
  constraint a_group_is_small check (companions between 0 and 9),
  constraint a_seed_has_32_bytes check (length(seed) = 32),
  constraint the_list_is_closed_before_the_draw
    check (drawn_at is null or (closed_at is not null and closed_at <= drawn_at)),
  constraint drawn_with_randomness check ((drawn_at is null) = (randomness is null)),
  constraint written_after_drawn check (written_at is null or drawn_at is not null)
);
create index draws_to_do on draw.draw (offering_id) where written_at is null;

-- Places kept for a union's own members, who draw among themselves first; pots are numbered from 1.
create table draw.quota (
  offering_id uuid not null references draw.draw on delete cascade,
  pot integer not null,
  path ltree not null,
  place_id uuid not null,
  places integer not null,
  constraint one_quota_each primary key (offering_id, pot, place_id),
  constraint a_quota_is_something check (places between 1 and 1000000),
  constraint pots_count_from_one check (pot >= 1)
);

-- One entry: somebody alone, or a group that is kept together. Its id is the request's idempotency key and the published receipt.
create table draw.entry (
  id uuid primary key,
  offering_id uuid not null references draw.draw,
  path ltree not null,
  leader_id uuid not null,
  code text not null,
  preferences uuid[] not null,
  entered_at timestamptz not null,
  struck boolean not null default false,
  pot integer,
  drawn_pot integer,
  rank integer,
  place_id uuid,
  constraint one_code_each unique (offering_id, code),
  constraint wishes_for_something check (cardinality(preferences) between 1 and 200),
  constraint one_rank_each unique (offering_id, drawn_pot, rank)
);

create table draw.member (
  offering_id uuid not null,
  person_id uuid not null,
  entry_id uuid not null references draw.entry on delete cascade,
  ordinal integer not null,
  path ltree not null,
  member_path ltree not null,
  booking_id uuid not null,
  constraint one_entry_each primary key (offering_id, person_id),
  constraint one_seat_each unique (entry_id, ordinal),
  constraint a_group_has_an_end check (ordinal between 0 and 9)
);

alter table draw.entry enable row level security;
alter table draw.entry force row level security;
create policy seen_by_the_giver_and_the_leader on draw.entry
  using (path <@ (select platform.scope()) or leader_id = (select platform.self()));

alter table draw.member enable row level security;
alter table draw.member force row level security;
create policy seen_by_the_giver_and_the_member on draw.member
  using (path <@ (select platform.scope()) or person_id = (select platform.self()));
