-- Drafts to begin with, and benefits that come again by themselves. The draft is kept as it is written; its times are moved.
create table benefit.template (
  id uuid primary key,
  path ltree not null,
  name text not null constraint name_has_a_length check (length(name) between 1 and 60),
  draft text not null,
  listing uuid,
  made_at timestamptz not null
);
create index template_below on benefit.template using gist (path);

create table benefit.series (
  id uuid primary key,
  path ltree not null,
  original uuid not null,
  draft text not null,
  every text not null constraint every_is_known check (every in ('WEEK', 'MONTH')),
  until_on date not null,
  ahead_days integer not null constraint ahead_is_sane check (ahead_days between 1 and 60),
  turn integer not null default 1,
  next_at timestamptz,
  made_by uuid not null,
  constraint one_series_each_original unique (original)
);
create index series_below on benefit.series using gist (path);
create index series_due on benefit.series (next_at) where next_at is not null;

-- What a series has made: each turn once.
create table benefit.turn (
  series_id uuid not null references benefit.series,
  turn integer not null,
  offering_id uuid not null,
  constraint one_offering_each_turn primary key (series_id, turn)
);
