-- Messages to people. One is written before its time and shows from then on, so that nothing has to run for it to arrive.
create schema notice;

create table notice.message (
  id uuid primary key,
  person_id uuid not null,
  path ltree not null,
  kind text not null constraint kind_is_known check (kind in ('OPENING', 'OFFER', 'TOMORROW', 'REVOKED')),
  subject uuid not null,
  occasion text not null constraint one_message_each_occasion unique,
  title_zh text not null,
  title_en text,
  at timestamptz not null,
  due_at timestamptz not null,
  read_at timestamptz,
  sms text not null constraint sms_state_is_known check (sms in ('NONE', 'DUE', 'SENT', 'GIVEN_UP')),
  sms_after timestamptz not null,
  sms_tries integer not null default 0 constraint tries_are_few check (sms_tries between 0 and 100)
);
create index message_of_person on notice.message (person_id, due_at desc);
create index sms_to_send on notice.message (sms_after) where sms = 'DUE';

-- Who wants a text message as well; nobody who did not say so.
create table notice.choice (
  person_id uuid primary key,
  path ltree not null,
  sms boolean not null
);

alter table notice.message enable row level security;
alter table notice.message force row level security;
create policy in_scope on notice.message
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on notice.message
  using (person_id = (select platform.self()));
alter table notice.choice enable row level security;
alter table notice.choice force row level security;
create policy in_scope on notice.choice
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on notice.choice
  using (person_id = (select platform.self()));
