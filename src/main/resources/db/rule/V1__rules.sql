-- Decision tables as DMN: a table of a union, its versions, and what was decided by them.
create schema rule;

-- Texts by their hash: what a version, a report or a decision stands on is never changed.
create table rule.content (
  hash bytea constraint one_content_each_hash primary key,
  dmn text not null constraint content_has_a_length check (length(dmn) between 2 and 400000),
  made_at timestamptz not null,
  constraint hash_is_of_the_text check (hash = sha256(convert_to(dmn, 'UTF8')))
);

create table rule.book (
  id uuid primary key,
  path ltree not null,
  code text not null constraint code_is_plain check (code ~ '^[a-z][a-z0-9.-]{1,59}$'),
  made_at timestamptz not null,
  constraint one_table_each_union_and_code unique (path, code)
);
create index book_below on rule.book using gist (path);
create index book_of_code on rule.book (code);

-- A draft is saved under an edit number, proposed by one officer with its days, and enacted by another.
create table rule.version (
  id uuid primary key,
  book_id uuid not null references rule.book,
  number integer not null constraint versions_count_from_one check (number >= 1),
  hash bytea not null constraint version_has_its_content references rule.content (hash),
  edit integer not null constraint edits_count_from_one check (edit >= 1),
  saved_at timestamptz not null,
  saved_by uuid,
  from_on date,
  until_on date,
  reason text constraint reason_has_a_length check (length(reason) between 1 and 500),
  proposed_at timestamptz,
  proposed_by uuid,
  enacted_at timestamptz,
  enacted_by uuid,
  constraint one_of_each_number unique (book_id, number),
  constraint ends_after_it_begins check (until_on > from_on),
  constraint proposed_with_its_day check (
    (proposed_at is null) = (from_on is null) and (proposed_at is null) = (reason is null)),
  constraint proposed_before_enacted check (enacted_at is null or proposed_at is not null),
  constraint two_officers check (
    enacted_at is null or (enacted_by is distinct from proposed_by and enacted_by is distinct from saved_by)),
  constraint one_in_force_at_a_time exclude using gist (
    book_id with =, daterange(from_on, until_on) with &&) where (enacted_at is not null)
);
create unique index one_draft_each_table on rule.version (book_id) where enacted_at is null;
create index version_of_content on rule.version (hash);

-- An enacted version stays; a later one may only end it sooner.
create function rule.stay() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if (new.id, new.book_id, new.number, new.hash, new.edit, new.saved_at, new.saved_by, new.from_on, new.reason,
        new.proposed_at, new.proposed_by, new.enacted_at, new.enacted_by)
      is not distinct from
       (old.id, old.book_id, old.number, old.hash, old.edit, old.saved_at, old.saved_by, old.from_on, old.reason,
        old.proposed_at, old.proposed_by, old.enacted_at, old.enacted_by)
      and new.until_on is not null and (old.until_on is null or new.until_on < old.until_on) then
      return new;
    end if;
  end if;
  raise exception 'an enacted version is never changed: enacted_stays'
    using errcode = 'check_violation', constraint = 'enacted_stays';
end
$$;
create trigger enacted_stays before update or delete on rule.version
  for each row when (old.enacted_at is not null) execute function rule.stay();
create trigger enacted_is_not_swept_away before truncate on rule.version
  for each statement execute function rule.stay();

-- What was tried: a text on past cases. Only figures are here; the cases are below.
create table rule.report (
  id uuid primary key,
  book_id uuid not null references rule.book,
  path ltree not null,
  hash bytea not null constraint report_has_its_content references rule.content (hash),
  made_at timestamptz not null,
  made_by uuid,
  cases integer not null,
  same integer not null,
  changed integer not null,
  failed integer not null,
  whole boolean not null,
  sums text not null constraint sums_have_a_length check (length(sums) <= 4000),
  constraint cases_add_up check (cases = same + changed + failed)
);
create index report_of_book on rule.report (book_id, made_at desc);
create index report_of_content on rule.report (hash);

-- Enacting needs a report on exactly that text.
create function rule.tried() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from rule.report r where r.book_id = new.book_id and r.hash = new.hash) then
    raise exception 'a version is enacted after it was tried: tried_first'
      using errcode = 'check_violation', constraint = 'tried_first';
  end if;
  return new;
end
$$;
create trigger tried_first before insert or update on rule.version
  for each row when (new.enacted_at is not null) execute function rule.tried();

-- One decision: by which version, on what (sealed: facts, worked-out facts, outputs), and which clauses matched.
create table rule.decision (
  id uuid primary key,
  path ltree not null,
  code text not null,
  version_id uuid not null references rule.version,
  for_on date not null,
  decided_at timestamptz not null,
  decided_by uuid,
  about_kind text not null constraint about_is_plain check (about_kind ~ '^[a-z][a-z.-]{0,39}$'),
  about_id uuid,
  person_id uuid,
  clauses text[] not null constraint some_clause check (cardinality(clauses) between 1 and 200),
  sealed bytea not null
);
create index decision_of_code on rule.decision (code, decided_at desc, id desc);
create index decision_below on rule.decision using gist (path);
create index decision_about on rule.decision (about_id);
create index decision_of_person on rule.decision (person_id);
create index decision_of_version on rule.decision (version_id);

create table rule.report_case (
  report_id uuid not null references rule.report on delete cascade,
  decision_id uuid not null references rule.decision on delete cascade,
  path ltree not null,
  place integer not null,
  change text not null constraint change_is_known check (change in ('SAME', 'CHANGED', 'FAILED')),
  reason text constraint reason_is_plain check (reason ~ '^[A-Z_]{1,40}$'),
  clauses text[] not null,
  sealed bytea,
  constraint one_line_each_case primary key (report_id, decision_id),
  constraint failed_says_why check ((change = 'FAILED') = (reason is not null)),
  constraint failed_has_no_outcome check ((change = 'FAILED') = (sealed is null))
);
create index case_in_order on rule.report_case (report_id, place);
create index case_of_decision on rule.report_case (decision_id);

-- What was decided and tried stays as it is; only its seal is renewed.
revoke update, truncate on rule.content from niangjia_app;
revoke update, truncate on rule.decision from niangjia_app;
revoke update, delete, truncate on rule.report from niangjia_app;
revoke update, truncate on rule.report_case from niangjia_app;
revoke truncate on rule.version, rule.book from niangjia_app;
revoke update, delete on rule.book from niangjia_app;
grant update (sealed) on rule.decision to niangjia_app;
grant update (sealed) on rule.report_case to niangjia_app;

alter table rule.decision enable row level security;
alter table rule.decision force row level security;
create policy in_scope on rule.decision
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on rule.decision for select
  using (person_id = (select platform.self()));
create policy about_oneself on rule.decision for insert
  with check (person_id = (select platform.self()));

alter table rule.report_case enable row level security;
alter table rule.report_case force row level security;
create policy in_scope on rule.report_case
  using (path <@ any ((select platform.scope())::ltree[]));
