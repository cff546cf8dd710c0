-- Lists of people that officers upload, and the things that are limited to them. No number is stored: a row is matched by its
-- keyed hash and leaves only whom it means.
create schema listing;

create table listing.listing (
  id uuid primary key,
  path ltree not null,
  name text not null constraint name_has_a_length check (length(name) between 1 and 60),
  made_at timestamptz not null,
  made_by uuid not null
);
create index listing_below on listing.listing using gist (path);

create table listing.entry (
  listing_id uuid not null references listing.listing,
  person_id uuid not null,
  path ltree not null,
  constraint one_entry_each primary key (listing_id, person_id)
);

-- One file, read in the background. The same file read the same way is one upload, unless it failed.
create table listing.upload (
  id uuid primary key,
  listing_id uuid not null references listing.listing,
  path ltree not null,
  file_hash bytea not null,
  kind text not null constraint kind_is_known check (kind in ('ID_NUMBER', 'PHONE', 'MEMBER')),
  position integer not null constraint position_is_a_column check (position between 0 and 99),
  state text not null constraint state_is_known check (state in ('RUNNING', 'DONE', 'FAILED')),
  total integer not null constraint total_is_sane check (total between 0 and 200000),
  done integer not null default 0,
  added integer not null default 0,
  rejected integer not null default 0,
  begun_at timestamptz not null,
  alive_at timestamptz not null,
  constraint never_more_done_than_there_is check (done <= total and added + rejected <= done)
);
create unique index one_upload_of_each_file on listing.upload (listing_id, file_hash, kind, position)
  where state <> 'FAILED';

-- A row that was not taken: its number in the file, why, and what it said, masked.
create table listing.rejection (
  upload_id uuid not null references listing.upload,
  path ltree not null,
  line integer not null,
  reason text not null,
  masked text not null,
  constraint one_rejection_each_line primary key (upload_id, line)
);

-- What is limited to a list; the subject is an offering or whatever else asks.
create table listing.limitation (
  subject uuid primary key,
  listing_id uuid not null references listing.listing
);

alter table listing.listing enable row level security;
alter table listing.listing force row level security;
create policy in_scope on listing.listing
  using (path <@ any ((select platform.scope())::ltree[]));
alter table listing.entry enable row level security;
alter table listing.entry force row level security;
create policy in_scope on listing.entry
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on listing.entry for select
  using (person_id = (select platform.self()));
alter table listing.upload enable row level security;
alter table listing.upload force row level security;
create policy in_scope on listing.upload
  using (path <@ any ((select platform.scope())::ltree[]));
alter table listing.rejection enable row level security;
alter table listing.rejection force row level security;
create policy in_scope on listing.rejection
  using (path <@ any ((select platform.scope())::ltree[]));
