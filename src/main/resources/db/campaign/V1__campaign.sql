-- Campaigns: what unions give to many people once, and the lists of who gets it. The amounts are the ledger's; here stands who.
create schema campaign;

-- One gift of each key for one person: campaigns of the same season share a key, whatever their level.
create table campaign.campaign (
  id uuid primary key,
  path ltree not null,
  kind text not null constraint kind_is_known check (kind in ('WARMTH', 'COOL', 'OTHER')),
  title_zh text not null constraint title_has_a_length check (length(title_zh) between 1 and 60),
  title_en text constraint title_en_has_a_length check (length(title_en) between 1 and 120),
  key text not null constraint key_is_a_word check (key ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  from_on date not null,
  until_on date not null,
  line_id uuid not null,
  unit text not null,
  each bigint not null constraint each_is_sane check (each between 1 and 100000000000),
  states text[] not null,
  groups text[] not null,
  made_at timestamptz not null,
  made_by uuid,
  constraint ends_after_it_begins check (until_on >= from_on),
  constraint season_of_its_campaign unique (id, key)
);
create index campaign_below on campaign.campaign using gist (path);

-- The people whom one union gives to. A second officer approves it, and nothing of it changes then but what became of a gift.
create table campaign.gift_list (
  id uuid primary key,
  campaign_id uuid not null references campaign.campaign,
  path ltree not null,
  title text not null constraint title_has_a_length check (length(title) between 1 and 60),
  state text not null constraint state_is_known check (state in ('DRAFT', 'APPROVED')),
  opened_at timestamptz not null,
  filled_at timestamptz,
  filled_by uuid,
  line_id uuid,
  approved_at timestamptz,
  approved_by uuid,
  hash bytea,
  constraint list_with_its_path unique (id, path),
  constraint nobody_approves_their_own check (approved_by <> filled_by),
  constraint approved_says_by_whom_and_what check (
    (state = 'APPROVED') = (approved_by is not null and approved_at is not null and line_id is not null and hash is not null))
);
create index gift_list_below on campaign.gift_list using gist (path);
create index gift_list_of_campaign on campaign.gift_list (campaign_id);

-- One person on a list. What was known of them at approval stays as it was then.
create table campaign.gift (
  id uuid primary key,
  list_id uuid not null,
  campaign_id uuid not null,
  key text not null,
  path ltree not null,
  person_id uuid,
  state text not null constraint state_is_known check (state in ('PROPOSED', 'APPROVED', 'DROPPED')),
  reason text constraint reason_is_known check (reason in ('OTHER_LIST', 'GONE', 'DECLINED', 'MISTAKE')),
  name_sealed bytea,
  union_path ltree,
  groups text[],
  amount bigint not null constraint amount_is_sane check (amount between 1 and 100000000000),
  added_at timestamptz not null,
  constraint gift_of_a_list foreign key (list_id, path) references campaign.gift_list (id, path),
  constraint gift_of_a_campaign foreign key (campaign_id, key) references campaign.campaign (id, key),
  constraint dropped_says_why check ((state = 'DROPPED') = (reason is not null)),
  constraint approved_knows_where check (state <> 'APPROVED' or (union_path is not null and groups is not null))
);
create unique index once_on_a_list on campaign.gift (list_id, person_id);
create unique index one_gift_each on campaign.gift (key, person_id) where state = 'APPROVED';
create index gift_of_person on campaign.gift (person_id, key) where person_id is not null;

create function campaign.freeze() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if exists (select from campaign.gift_list l where l.id = new.list_id and l.state = 'APPROVED') then
      raise exception 'an approved list takes nobody: frozen_at_approval'
        using errcode = 'check_violation', constraint = 'frozen_at_approval';
    end if;
  elsif (old.list_id, old.campaign_id, old.key, old.amount) is distinct from (new.list_id, new.campaign_id, new.key, new.amount)
      or (old.state = 'APPROVED' and (old.union_path, old.groups) is distinct from (new.union_path, new.groups))
      or (old.state = 'APPROVED' and new.state = 'PROPOSED') or (old.state = 'DROPPED' and new.state <> 'DROPPED') then
    raise exception 'what was approved stays as it was: frozen_at_approval'
      using errcode = 'check_violation', constraint = 'frozen_at_approval';
  end if;
  return new;
end
$$;
create trigger frozen_at_approval before insert or update on campaign.gift for each row execute function campaign.freeze();

-- Who on a list is on another one of the same key, wherever that one is: which union, not who sees it.
create function campaign.rivals(of_list uuid)
  returns table (gift_id uuid, rival_id uuid, rival_list uuid, rival_path text, rival_state text, rival_amount bigint, title_zh text,
    title_en text, unit text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select g.id, o.id, o.list_id, o.path::text, o.state, o.amount, c.title_zh, c.title_en, c.unit
  from campaign.gift g
  join campaign.gift o on o.key = g.key and o.person_id = g.person_id and o.id <> g.id and o.state <> 'DROPPED'
  join campaign.campaign c on c.id = o.campaign_id
  where g.list_id = of_list and g.state = 'PROPOSED'
  order by g.id, o.id
$$;

-- Everybody who is on a list of that key, wherever.
create function campaign.listed(of_key text) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select distinct person_id from campaign.gift where key = of_key and state <> 'DROPPED' and person_id is not null
$$;

revoke update, delete, truncate on campaign.campaign from niangjia_app;
revoke update, delete, truncate on campaign.gift_list from niangjia_app;
grant update (state, filled_at, filled_by, line_id, approved_at, approved_by, hash) on campaign.gift_list to niangjia_app;
revoke update, delete, truncate on campaign.gift from niangjia_app;
grant update (state, reason, person_id, name_sealed, union_path, groups) on campaign.gift to niangjia_app;

alter table campaign.gift_list enable row level security;
alter table campaign.gift_list force row level security;
create policy in_scope on campaign.gift_list
  using (path <@ any ((select platform.scope())::ltree[]));
alter table campaign.gift enable row level security;
alter table campaign.gift force row level security;
create policy in_scope on campaign.gift
  using (path <@ any ((select platform.scope())::ltree[]));
create policy own on campaign.gift for select
  using (person_id = (select platform.self()));
