-- What people are asked to agree to, in versions, and what they answered.

-- A text is a draft until it gets its number; from then on nobody changes it. A version that asks again makes earlier answers
-- count as not given until the person has read it and answered.
create table rights.consent_text (
  id uuid primary key,
  purpose text not null constraint purpose_is_known
    check (purpose in ('TEXTS', 'PUBLICITY', 'PARTNER', 'BANK', 'PLACE')),
  version integer constraint version_is_positive check (version > 0),
  asks_again boolean not null,
  title_zh text not null,
  title_en text not null,
  text_zh text not null,
  text_en text not null,
  changes_zh text,
  changes_en text,
  revision integer not null default 1,
  digest text constraint digest_is_sm3 check (digest ~ '^[0-9a-f]{64}$'),
  written_by uuid,
  published_by uuid,
  published_at timestamptz,
  constraint one_text_each_version unique (purpose, version),
  constraint title_has_a_length check (length(title_zh) between 1 and 80 and length(title_en) between 1 and 80),
  constraint text_has_a_length check (length(text_zh) between 1 and 2000 and length(text_en) between 1 and 2000),
  constraint changes_have_a_length check (length(changes_zh) between 1 and 400 and length(changes_en) between 1 and 400),
  constraint changes_in_both_languages check ((changes_zh is null) = (changes_en is null)),
  constraint published_with_digest_and_time check (
    (version is null) = (digest is null) and (version is null) = (published_at is null)),
  constraint first_version_asks check (version > 1 or asks_again),
  constraint later_versions_say_what_changed check (version = 1 or changes_zh is not null)
);
create unique index one_draft_each on rights.consent_text (purpose) where version is null;

create function rights.stays_as_published() returns trigger language plpgsql as $$
begin
  raise exception 'version % of % is published and stays as it is', old.version, old.purpose
    using errcode = 'integrity_constraint_violation', constraint = 'published_stays_as_it_is';
end
$$;
create trigger published_stays_as_it_is before update or delete on rights.consent_text
  for each row when (old.version is not null) execute function rights.stays_as_published();

-- One answer of one person, in the order of its number. It is never changed; a later one takes its place.
create table rights.consent (
  id uuid primary key,
  person_id uuid not null,
  path ltree not null,
  purpose text not null,
  number integer not null constraint number_is_positive check (number > 0),
  version integer not null,
  given boolean not null,
  channel text not null constraint channel_is_known check (channel in ('APP', 'PAPER')),
  at timestamptz not null,
  constraint one_answer_each_number unique (person_id, purpose, number),
  constraint answers_a_published_text foreign key (purpose, version)
    references rights.consent_text (purpose, version)
);

revoke update, truncate on rights.consent from niangjia_app;

-- In the app only people themselves answer, on paper only an officer of theirs writes it down, and only the system forgets.
alter table rights.consent enable row level security;
alter table rights.consent force row level security;
create policy in_scope on rights.consent for select
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on rights.consent for select
  using (person_id = (select platform.self()));
create policy answered_by_whom_it_is_of on rights.consent for insert
  with check (case channel
    when 'APP' then person_id = (select platform.self())
    else path <@ any ((select platform.scope())::ltree[]) end);
create policy forgotten_by_the_system on rights.consent for delete
  using (''::ltree = any ((select platform.scope())::ltree[]));
