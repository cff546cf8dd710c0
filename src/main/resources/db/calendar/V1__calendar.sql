-- Which days people work: the official notice of each year, and every change somebody made to it.
create schema calendar;

create table calendar.year (
  year integer primary key constraint year_is_sane check (year between 2000 and 2200),
  source text not null constraint source_has_a_length check (length(source) between 1 and 200),
  issued_on date not null,
  version integer not null default 1
);

-- A day that is not what its weekday says, or that a notice names. The days around new year may lie in the year before.
create table calendar.day (
  day date primary key,
  year integer not null references calendar.year,
  kind text not null constraint kind_is_known check (kind in ('REST', 'WORK')),
  name text not null constraint name_has_a_length check (length(name) between 1 and 40),
  constraint day_is_in_its_year check (
    extract(year from day) = year
    or (extract(year from day) = year - 1 and extract(month from day) = 12))
);

create index day_of_year on calendar.day (year);

-- Who changed a year, when and why; never updated.
create table calendar.change (
  id uuid primary key,
  year integer not null references calendar.year,
  version integer not null,
  account uuid not null,
  reason text not null constraint reason_has_a_length check (length(reason) between 1 and 200),
  days text[] not null,
  changed_at timestamptz not null,
  constraint one_change_each_version unique (year, version)
);
