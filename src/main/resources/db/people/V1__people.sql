-- People, their memberships and groups. Every row carries the path of the union that the person
-- belongs to now; row-level security compares it with the transaction's scope.
create extension if not exists btree_gist;

create schema people;

create table people.person (
  id uuid primary key,
  path ltree not null,
  name text not null constraint name_has_a_length check (length(name) between 1 and 100),
  id_sealed bytea not null,
  id_hash bytea not null constraint one_person_each_id_number unique,
  phone_sealed bytea not null,
  phone_hash bytea not null constraint one_person_each_phone unique,
  born_on date not null,
  synthetic boolean not null,
  created_at timestamptz not null,
  constraint person_with_path unique (id, path)
);

create index person_below on people.person using gist (path);

-- Path follows the person; union_path is where this period was.
create table people.membership (
  id uuid primary key,
  person uuid not null,
  path ltree not null,
  union_path ltree not null,
  state text not null constraint state_is_known check (
    state in ('APPLIED', 'ACTIVE', 'SUSPENDED', 'LEFT')),
  from_on date not null,
  until_on date,
  constraint membership_of_a_person foreign key (person, path)
    references people.person (id, path) on update cascade on delete cascade,
  constraint membership_ends_after_it_begins check (until_on > from_on),
  constraint one_membership_at_a_time
    exclude using gist (person with =, daterange(from_on, until_on) with &&)
);

create index membership_of_person on people.membership (person, from_on);

create table people.belonging (
  id uuid primary key,
  person uuid not null,
  path ltree not null,
  kind text not null constraint group_is_known check (
    kind in ('NEW_EMPLOYMENT', 'OUTDOOR', 'MODEL_WORKER', 'HARDSHIP')),
  from_on date not null,
  until_on date,
  constraint belonging_of_a_person foreign key (person, path)
    references people.person (id, path) on update cascade on delete cascade,
  constraint belonging_ends_after_it_begins check (until_on > from_on)
);

create unique index one_open_belonging_each on people.belonging (person, kind)
  where until_on is null;
create index belonging_of_person on people.belonging (person);

alter table people.person enable row level security;
alter table people.person force row level security;
alter table people.membership enable row level security;
alter table people.membership force row level security;
alter table people.belonging enable row level security;
alter table people.belonging force row level security;

-- The functions stand in sub-selects so that they run once a query, not once a row.
create policy in_scope on people.person
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on people.person for select
  using (id = (select platform.self()));
create policy in_scope on people.membership
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on people.membership for select
  using (person = (select platform.self()));
create policy in_scope on people.belonging
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on people.belonging for select
  using (person = (select platform.self()));
