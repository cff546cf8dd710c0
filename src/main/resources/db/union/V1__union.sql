-- The tree of unions and the duties held in it. The schema's name is a reserved word, hence the
-- quotes.
create schema "union";

create table "union".organisation (
  id uuid primary key,
  path ltree not null constraint one_union_each_path unique,
  parent ltree generated always as (case when nlevel(path) > 1 then subpath(path, 0, -1) end) stored
    constraint parent_exists references "union".organisation (path),
  code text constraint one_union_each_code unique,
  kind text not null constraint kind_is_known check (
    kind in ('CITY', 'DISTRICT', 'INDUSTRY', 'STREET', 'TOWN', 'PARK', 'ENTERPRISE', 'FEDERATION')),
  name_zh text not null constraint name_has_a_length check (length(name_zh) between 1 and 100),
  name_en text constraint english_name_has_a_length check (length(name_en) between 1 and 200)
);

create index organisation_below on "union".organisation using gist (path);

create table "union".duty (
  id uuid primary key,
  account uuid not null,
  role text not null constraint role_is_granted check (
    role in ('OFFICER', 'GATE', 'LEADER', 'SYSTEM', 'SECURITY', 'AUDITOR')),
  path ltree not null constraint duty_is_at_a_union references "union".organisation (path),
  from_at timestamptz not null,
  until_at timestamptz,
  constraint duty_ends_after_it_begins check (until_at > from_at)
);

create unique index one_open_duty_each on "union".duty (account, role, path) where until_at is null;
create index duty_of_account on "union".duty (account);
