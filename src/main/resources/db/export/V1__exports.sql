-- Files that leave the platform: who asked for which rows and why, who allowed it, and the sealed file, for a day.
create schema export;

create table export.export (
  id uuid primary key,
  path ltree not null,
  source text not null,
  subject uuid not null,
  title_zh text not null,
  title_en text,
  format text not null constraint format_is_known check (format in ('XLSX', 'CSV')),
  language text not null constraint language_is_known check (language in ('zh', 'en')),
  whole boolean not null,
  purpose text not null constraint purpose_is_known
    check (purpose in ('HAND_OUT', 'CONTACT', 'RECONCILE', 'REPORT', 'OTHER')),
  note text constraint note_has_a_length check (length(note) between 1 and 100),
  state text not null constraint state_is_known
    check (state in ('ASKED', 'QUEUED', 'RUNNING', 'READY', 'REFUSED', 'FAILED', 'REMOVED')),
  rows integer not null constraint rows_are_sane check (rows between 0 and 200000),
  done integer not null default 0,
  bytes bigint not null default 0,
  asked_by uuid not null,
  asked_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  words text constraint words_have_a_length check (length(words) between 1 and 200),
  attempt integer not null default 0,
  alive_at timestamptz not null,
  ready_at timestamptz,
  fault text constraint fault_is_known
    check (fault in ('BROKEN', 'NO_LONGER_ALLOWED', 'GREW', 'NOBODY_DECIDED')),
  constraint nobody_decides_on_their_own check (decided_by <> asked_by),
  constraint many_rows_need_a_second_officer check (
    state not in ('QUEUED', 'RUNNING', 'READY') or rows <= 10000 or decided_by is not null),
  constraint reports_are_masked check (not (whole and purpose = 'REPORT')),
  constraint a_refusal_says_why check (state <> 'REFUSED' or words is not null),
  constraint a_failure_says_why check ((state = 'FAILED') = (fault is not null)),
  constraint what_is_ready_says_since_when check (state <> 'READY' or ready_at is not null)
);
create index export_below on export.export using gist (path);
create index exports_of_account on export.export (asked_by, asked_at desc);
create index exports_under_way on export.export (asked_at)
  where state in ('ASKED', 'QUEUED', 'RUNNING', 'READY');

-- The file in pieces, each sealed. A node that lost its turn has another attempt's number.
create table export.piece (
  export_id uuid not null references export.export,
  path ltree not null,
  attempt integer not null,
  ordinal integer not null,
  sealed bytea not null,
  constraint one_piece_each_turn primary key (export_id, attempt, ordinal)
);

alter table export.export enable row level security;
alter table export.export force row level security;
create policy in_scope on export.export
  using (path <@ any ((select platform.scope())::ltree[]));
alter table export.piece enable row level security;
alter table export.piece force row level security;
create policy in_scope on export.piece
  using (path <@ any ((select platform.scope())::ltree[]));
