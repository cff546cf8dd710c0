-- Three administrators (三员分立): whoever administers the system, the duties or the audit does
-- nothing else at the same time, and nobody gives themselves a duty.
create extension if not exists btree_gist;

alter table "union".duty
  add column granted_by uuid,
  add column ended_by uuid,
  add constraint nobody_grants_themselves check (granted_by <> account),
  add constraint nobody_ends_their_own check (ended_by <> account),
  add constraint administrators_are_apart exclude using gist (
    account with =,
    (case when role in ('SYSTEM', 'SECURITY', 'AUDITOR') then role else 'SERVICE' end) with <>,
    tstzrange(from_at, until_at) with &&);
