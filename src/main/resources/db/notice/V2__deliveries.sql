-- One way out for every channel: a message has a delivery for each that its reader asked for. A
-- further channel is a further value.
create table notice.delivery (
  message uuid not null constraint delivery_of_a_message references notice.message (id) on delete cascade,
  channel text not null constraint channel_is_known check (channel in ('SMS', 'MAIL')),
  person_id uuid not null,
  path ltree not null,
  state text not null constraint delivery_state_is_known check (state in ('DUE', 'SENT', 'PAST', 'GIVEN_UP')),
  due_at timestamptz not null,
  after timestamptz not null,
  tries integer not null default 0 constraint delivery_tries_are_few check (tries between 0 and 100),
  constraint one_delivery_each_channel primary key (message, channel)
);
create index delivery_to_make on notice.delivery (channel, after) where state = 'DUE';
create index delivery_of_person on notice.delivery (person_id, due_at desc);

alter table notice.message no force row level security;
alter table notice.choice no force row level security;
insert into notice.delivery (message, channel, person_id, path, state, due_at, after, tries)
  select id, 'SMS', person_id, path, sms, due_at, sms_after, sms_tries from notice.message
  where sms <> 'NONE';
drop index notice.sms_to_send;
alter table notice.message drop column sms, drop column sms_after, drop column sms_tries;

-- Who is told on which channels, in which language, and when not; no hours means the house's.
alter table notice.choice
  add column channels text[] not null default '{}'
    constraint channels_are_known check (channels <@ array['SMS', 'MAIL']),
  add column language text not null default 'zh'
    constraint language_is_known check (language in ('zh', 'en')),
  add column quiet_from integer constraint quiet_begins_at_an_hour check (quiet_from between 0 and 23),
  add column quiet_until integer constraint quiet_ends_at_an_hour check (quiet_until between 0 and 23),
  add constraint quiet_begins_and_ends check ((quiet_from is null) = (quiet_until is null));
update notice.choice set channels = array['SMS'] where sms;
alter table notice.choice drop column sms;
alter table notice.message force row level security;
alter table notice.choice force row level security;

alter table notice.delivery enable row level security;
alter table notice.delivery force row level security;
create policy in_scope on notice.delivery
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on notice.delivery
  using (person_id = (select platform.self()));
