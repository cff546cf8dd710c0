-- What came of people who asked to be forgotten. A row knows the person only until every copy on its way has come home and
-- was swept; then it is a receipt that leads to nobody.
create schema rights;

create table rights.erasure (
  id uuid primary key,
  person_id uuid,
  path ltree not null,
  begun_at timestamptz not null,
  done_at timestamptz,
  swept_at timestamptz,
  constraint done_after_it_began check (done_at >= begun_at),
  constraint swept_after_done check (swept_at >= done_at),
  constraint nobody_is_known_once_swept check ((person_id is null) = (swept_at is not null))
);
create unique index one_erasure_at_a_time on rights.erasure (person_id) where person_id is not null;

-- How many rows of each table went, were unlinked, or stay.
create table rights.erased (
  erasure_id uuid not null references rights.erasure,
  path ltree not null,
  held text not null,
  fate text not null constraint fate_is_known check (fate in ('DELETED', 'UNLINKED', 'KEPT')),
  count integer not null constraint count_is_sane check (count >= 0),
  constraint one_line_each_table primary key (erasure_id, held)
);

alter table rights.erasure enable row level security;
alter table rights.erasure force row level security;
create policy in_scope on rights.erasure
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on rights.erasure for select
  using (person_id = (select platform.self()));
alter table rights.erased enable row level security;
alter table rights.erased force row level security;
create policy in_scope on rights.erased
  using (path <@ any ((select platform.scope())::ltree[]));
