-- The audit trail: entries, and the chain that makes an edit, a cut or a rebuild show.
create schema audit;

-- The subtrees whose trail the transaction's actor may read. Nothing set: nothing seen.
create function audit.scope() returns ltree[] language sql stable
return coalesce(nullif(current_setting('niangjia.audit', true), ''), '{}')::ltree[];

-- Whether the actor audits the whole tree, and so what belongs to no union: the system's work and those not signed in.
create function audit.at_the_root() returns boolean language sql stable
return exists (select from unnest(audit.scope()) as reached where nlevel(reached) <= 1);

-- One deed, written in its own transaction. `path` is the union for which its doer acted, empty for the system; `subject` the
-- person whose data it shows. No name, no phone, no id number stands here.
create table audit.entry (
  id uuid primary key,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  path ltree not null,
  account uuid,
  person uuid,
  role text not null,
  address text,
  operation text not null constraint operation_has_a_length check (length(operation) between 1 and 200),
  kind text,
  object text constraint object_has_a_length check (length(object) <= 100),
  subject uuid,
  reason text constraint reason_has_a_length check (length(reason) between 1 and 40),
  note text constraint note_has_a_length check (length(note) between 1 and 100),
  outcome text not null,
  summary text constraint summary_has_a_length check (length(summary) between 1 and 200),
  constraint outcome_is_known check (outcome in ('DONE', 'REFUSED', 'DENIED', 'FAILED'))
);
create index entry_by_transaction on audit.entry (xid, id);
create index entry_by_account on audit.entry (account, id);
create index entry_by_subject on audit.entry (subject, id) where subject is not null;
create index entry_by_object on audit.entry (object, id) where object is not null;

-- The chain: each entry's number, the digest of what it says, and the hash over number, digest and the hash before.
create table audit.link (
  number bigint primary key,
  entry uuid not null constraint one_link_each_entry unique,
  xid xid8 not null,
  digest bytea not null,
  hash bytea not null,
  constraint link_has_a_positive_number check (number > 0)
);

-- The application adds to the trail and reads it; it can neither change nor delete.
revoke update, delete, truncate on audit.entry, audit.link from niangjia_app;

alter table audit.entry enable row level security;
alter table audit.entry force row level security;
create policy everybody_is_written_down on audit.entry for insert with check (true);
create policy read_by_auditors on audit.entry for select
  using (path <@ any ((select audit.scope())::ltree[])
    or (nlevel(path) = 0 and (select audit.at_the_root())));
create policy read_by_the_person on audit.entry for select
  using (subject = (select platform.self()));
