-- Cases: what somebody brings or what the union owes somebody, worked step by step, each step by a deadline. A case is one row that
-- says all of its present state; events say how it came to it. (The table is a matter, for case is a word of SQL.)
create schema casework;

-- The types as the features define them; a case keeps the version it was opened with.
create table casework.type (
  code text not null constraint type_is_plain check (code ~ '^[a-z][a-z0-9-]{0,39}$'),
  version integer not null constraint types_count_from_one check (version >= 1),
  definition text not null constraint type_has_a_length check (length(definition) between 2 and 100000),
  since timestamptz not null,
  constraint one_type_each_version primary key (code, version)
);

-- The categories of a type as a tree. One without a limit is a fault of configuration that administrators see.
create table casework.category (
  type text not null,
  code text not null constraint category_is_plain check (code ~ '^[a-z][a-z0-9-]{0,39}$'),
  parent text,
  position integer not null,
  name_zh text not null constraint category_name_has_a_length check (length(name_zh) between 1 and 40),
  name_en text,
  allowed text constraint category_limit_is_known check (allowed ~ '^[1-9][0-9]{0,2}[hd]$'),
  retired boolean not null default false,
  edit integer not null default 1,
  constraint one_category_each_code primary key (type, code),
  constraint category_below_another foreign key (type, parent) references casework.category (type, code),
  constraint category_is_not_below_itself check (parent <> code)
);

-- Whoever holds a case owns it; nobody holds it: the queue of that role at that path does. So an open case has exactly one owner,
-- and exactly one next deadline, wake_at. A veiled case never lies with the unit it is hidden from.
create table casework.matter (
  id uuid primary key,
  number text not null constraint one_case_each_number unique,
  type text not null,
  type_version integer not null,
  path ltree not null,
  veil ltree,
  person_id uuid,
  opened_by uuid,
  category text not null,
  urgent boolean not null,
  subject_sealed bytea,
  state text not null constraint case_state_is_known check (state in ('OPEN', 'PAUSED', 'CLOSED')),
  step text not null,
  queue text,
  holder uuid,
  lender uuid,
  asked uuid[],
  asked_all boolean not null default false,
  entered_at timestamptz not null,
  allowed text not null constraint case_limit_is_known check (allowed ~ '^[1-9][0-9]{0,2}[hd]$'),
  due_at timestamptz,
  certain boolean not null,
  wake_at timestamptz,
  paused_at timestamptz,
  watch ltree,
  outcome text,
  parent uuid references casework.matter,
  merged_into uuid references casework.matter,
  version integer not null constraint turns_count_from_one check (version >= 1),
  opened_at timestamptz not null,
  closed_at timestamptz,
  constraint case_of_a_type foreign key (type, type_version) references casework.type (code, version),
  constraint case_of_a_category foreign key (type, category) references casework.category (type, code),
  constraint open_case_has_one_owner_and_one_deadline check (
    case when state = 'CLOSED'
      then num_nonnulls(queue, holder, lender, asked, due_at, wake_at, paused_at, watch) = 0 and num_nonnulls(outcome, closed_at) = 2
      else num_nonnulls(queue, due_at, wake_at) = 3 and num_nonnulls(outcome, closed_at) = 0 end),
  constraint paused_since check ((state = 'PAUSED') = (paused_at is not null)),
  constraint lent_by_another check (lender is null or (holder is not null and holder <> lender)),
  constraint asked_are_some check (asked is null or (holder is not null and cardinality(asked) between 1 and 20)),
  constraint merged_cases_are_closed check ((merged_into is not null) = (outcome is not distinct from 'MERGED')),
  constraint no_case_within_itself check (parent <> id and merged_into <> id),
  constraint veiled_case_is_elsewhere check (not path <@ veil)
);
create index case_of_queue on casework.matter using gist (path) where state <> 'CLOSED';
create index case_of_holder on casework.matter (holder, due_at) where holder is not null;
create index case_of_lender on casework.matter (lender) where lender is not null;
create index case_of_asked on casework.matter using gin (asked) where asked is not null;
create index case_of_watch on casework.matter using gist (watch) where watch is not null;
create index case_by_due on casework.matter (due_at, id) where state <> 'CLOSED';
create index case_by_wake on casework.matter (wake_at) where wake_at is not null;
create index case_of_person on casework.matter (person_id, opened_at desc) where person_id is not null;
create index case_of_parent on casework.matter (parent) where parent is not null;
create index case_merged_into on casework.matter (merged_into) where merged_into is not null;

-- What happened to a case, never changed: only its note is sealed again, or wiped when the person is forgotten.
create table casework.event (
  id uuid primary key,
  case_id uuid not null references casework.matter,
  turn integer not null,
  at timestamptz not null,
  kind text not null,
  source text not null constraint source_is_known check (source in ('STAFF', 'PERSON', 'SYSTEM')),
  account uuid,
  step text not null,
  to_step text,
  choice text,
  reason text,
  target uuid,
  path ltree,
  other uuid,
  due_at timestamptz,
  told boolean not null default false,
  note_sealed bytea,
  constraint one_event_each_turn unique (case_id, turn),
  constraint staff_have_an_account check ((source = 'STAFF') = (account is not null))
);

revoke update, delete, truncate on casework.event from niangjia_app;
grant update (note_sealed) on casework.event to niangjia_app;
revoke delete, truncate on casework.matter from niangjia_app;

alter table casework.matter enable row level security;
alter table casework.matter force row level security;
create policy in_scope on casework.matter
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on casework.matter for select
  using (person_id = (select platform.self()));

alter table casework.event enable row level security;
alter table casework.event force row level security;
create policy of_a_visible_case on casework.event
  using (exists (select from casework.matter m where m.id = case_id));
