-- Where people are reached by e-mail: confirmed by a code that was sent there, changed and removed
-- by themselves. Nobody is looked up by it, so there is no hash of it.
create table people.mailbox (
  person uuid primary key,
  path ltree not null,
  address_sealed bytea not null,
  confirmed_at timestamptz not null,
  constraint mailbox_of_a_person foreign key (person, path)
    references people.person (id, path) on update cascade on delete cascade
);

alter table people.mailbox enable row level security;
alter table people.mailbox force row level security;
create policy in_scope on people.mailbox
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on people.mailbox
  using (person = (select platform.self()));
