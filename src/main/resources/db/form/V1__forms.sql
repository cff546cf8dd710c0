-- Forms as data: a form, its versions that never change once published, what people sent, and what they have begun.
create schema form;

create table form.form (
  id uuid primary key,
  path ltree not null,
  key text not null constraint keys_are_unique unique
    constraint key_is_plain check (key ~ '^[a-z0-9][a-z0-9.-]{0,59}$'),
  current integer,
  made_at timestamptz not null,
  closed_at timestamptz
);
create index form_below on form.form using gist (path);

-- The hash is that of the definition's bytes as they are stored.
create table form.version (
  form_id uuid not null references form.form,
  number integer not null constraint versions_count_from_one check (number >= 1),
  definition text not null constraint definition_has_a_length check (length(definition) between 2 and 200000),
  edit integer not null constraint edits_count_from_one check (edit >= 1),
  saved_at timestamptz not null,
  saved_by uuid,
  published_at timestamptz,
  published_by uuid,
  hash bytea,
  constraint one_of_each_number primary key (form_id, number),
  constraint published_with_its_hash check (
    (published_at is null) = (hash is null) and (hash is null or hash = sha256(convert_to(definition, 'UTF8'))))
);
create unique index one_draft_each_form on form.version (form_id) where published_at is null;
alter table form.form add constraint current_is_a_version foreign key (id, current) references form.version (form_id, number);

create function form.freeze() returns trigger language plpgsql as $$
begin
  raise exception 'a published version is never changed: published_stays'
    using errcode = 'check_violation', constraint = 'published_stays';
end
$$;
create trigger published_stays before update or delete on form.version
  for each row when (old.published_at is not null) execute function form.freeze();
create trigger published_is_not_swept_away before truncate on form.version
  for each statement execute function form.freeze();

-- Only a published version can be answered; the path is where the person belonged when they sent it.
create table form.answer (
  id uuid primary key,
  form_id uuid not null,
  version integer not null,
  path ltree not null,
  person_id uuid,
  once boolean not null,
  content text,
  sealed bytea,
  sent_at timestamptz not null,
  constraint answers_a_version foreign key (form_id, version) references form.version (form_id, number),
  constraint open_or_sealed check ((content is null) <> (sealed is null))
);
create unique index one_answer_each on form.answer (form_id, person_id) where once;
create index answer_of_form on form.answer (form_id, sent_at desc, id desc);
create index answer_of_person on form.answer (person_id);
create index answer_below on form.answer using gist (path);

-- What somebody has begun, one for each form and context; the edit number tells a device that it is behind.
create table form.draft (
  id uuid primary key,
  form_id uuid not null references form.form,
  version integer not null,
  context text not null constraint context_has_a_length check (length(context) <= 60),
  path ltree not null,
  person_id uuid not null,
  edit integer not null constraint drafts_count_from_one check (edit >= 1),
  content text,
  sealed bytea,
  saved_at timestamptz not null,
  constraint one_draft_each_person unique (form_id, person_id, context),
  constraint draft_open_or_sealed check ((content is null) <> (sealed is null))
);
create index draft_of_person on form.draft (person_id);

-- What was sent stays as it is; only its seal is renewed.
revoke update, truncate on form.answer from niangjia_app;
grant update (sealed) on form.answer to niangjia_app;
revoke truncate on form.version from niangjia_app;

alter table form.answer enable row level security;
alter table form.answer force row level security;
create policy in_scope on form.answer
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on form.answer for select
  using (person_id = (select platform.self()));
create policy sent_by_oneself on form.answer for insert
  with check (person_id = (select platform.self()));

-- Nobody but the person sees a draft; the system forgets and seals.
alter table form.draft enable row level security;
alter table form.draft force row level security;
create policy own on form.draft
  using (person_id = (select platform.self()));
create policy whole_tree on form.draft
  using ('' = any (array(select s::text from unnest((select platform.scope())) s)));
