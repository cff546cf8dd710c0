-- Files that people bring: their rows here, their sealed bytes in a storage outside the database.
create schema attachment;

-- One sealed file in the storage. Its name is the SHA-256 of the sealed bytes, the content a keyed hash of the open ones.
create table attachment.blob (
  id uuid primary key,
  name bytea not null constraint blob_has_a_name_of_its_own unique
    constraint name_is_a_hash check (length(name) = 32),
  content bytea not null constraint content_is_kept_once unique
    constraint content_is_a_hash check (length(content) = 32),
  key_sealed bytea not null,
  bytes bigint not null constraint blob_has_bytes check (bytes > 0),
  made_at timestamptz not null
);

-- What may lie in the storage without a blob: on its way in, or to be deleted.
create table attachment.stray (
  name bytea primary key,
  since timestamptz not null
);
create index stray_since on attachment.stray (since);

-- Whoever brought it is a person or an account; the path is theirs until somebody claims it, then the holder's.
create table attachment.attachment (
  id uuid primary key,
  path ltree not null,
  person_id uuid,
  account_id uuid,
  name_sealed bytea not null,
  type text not null constraint type_is_known check (type in (
    'JPEG', 'PNG', 'WEBP', 'HEIC', 'PDF', 'XLSX', 'DOCX', 'TEXT', 'CSV', 'MP3', 'M4A', 'AMR', 'OGG', 'WEBM', 'MP4')),
  bytes bigint not null constraint attachment_has_bytes check (bytes > 0),
  blob_id uuid not null constraint attachment_of_a_blob references attachment.blob,
  brought_at timestamptz not null,
  holder_kind text constraint holder_is_plain check (holder_kind ~ '^[a-z]{1,30}$'),
  holder_id uuid,
  claimed_at timestamptz,
  constraint brought_by_somebody check (num_nonnulls(person_id, account_id) > 0),
  constraint new_or_claimed check (num_nonnulls(holder_kind, holder_id, claimed_at) in (0, 3))
);
create index attachment_of_holder on attachment.attachment (holder_kind, holder_id);
create index attachment_of_person on attachment.attachment (person_id);
create index attachment_of_blob on attachment.attachment (blob_id);
create index attachment_unclaimed on attachment.attachment (brought_at) where holder_kind is null;
create index attachment_below on attachment.attachment using gist (path);

revoke truncate on attachment.attachment, attachment.blob from niangjia_app;

alter table attachment.attachment enable row level security;
alter table attachment.attachment force row level security;
create policy in_scope on attachment.attachment
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on attachment.attachment
  using (person_id = (select platform.self()));
