-- Requests: what a worker asks of the union, beside its case. Contacted, solved and satisfied are facts of their own with their
-- evidence, entered once and never changed; each round begins again when the worker was not satisfied.
create schema request;

create table request.request (
  id uuid primary key,
  path ltree not null,
  person_id uuid,
  channel text not null constraint channel_is_known check (channel in ('APP', 'PHONE', 'STATION', 'UPSTREAM')),
  route text not null constraint route_is_known check (route in ('OWN_UNION', 'ABOVE_THE_UNIT', 'CONFIDENTIAL', 'CHOSEN')),
  words_sealed bytea,
  place_sealed bytea,
  caller_name_sealed bytea,
  caller_phone_sealed bytea,
  phone_hash bytea,
  round integer not null default 1 constraint rounds_count_from_one check (round >= 1),
  received_at timestamptz not null
);
create index request_below on request.request using gist (path);
create index request_of_person on request.request (person_id) where person_id is not null;
create index request_of_phone on request.request (phone_hash) where phone_hash is not null;

create table request.fact (
  id uuid primary key,
  request_id uuid not null references request.request,
  round integer not null,
  kind text not null constraint fact_is_known check (kind in ('CONTACT', 'RESULT', 'ANSWER')),
  good boolean not null,
  source text not null constraint fact_source_is_known check (source in ('STAFF', 'PERSON')),
  account uuid,
  at timestamptz not null,
  words_sealed bytea,
  constraint fact_by_somebody check ((source = 'STAFF') = (account is not null))
);
create index fact_of_request on request.fact (request_id, at);
create unique index one_result_each_round on request.fact (request_id, round) where kind = 'RESULT';
create unique index one_answer_each_round on request.fact (request_id, round) where kind = 'ANSWER';

revoke update, delete, truncate on request.fact from niangjia_app;
grant update (words_sealed) on request.fact to niangjia_app;
revoke delete, truncate on request.request from niangjia_app;

alter table request.request enable row level security;
alter table request.request force row level security;
create policy in_scope on request.request
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on request.request for select
  using (person_id = (select platform.self()));

alter table request.fact enable row level security;
alter table request.fact force row level security;
create policy of_a_visible_request on request.fact
  using (exists (select from request.request r where r.id = request_id));
