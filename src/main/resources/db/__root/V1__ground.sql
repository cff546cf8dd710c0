-- The ground under all modules: extensions, the application's role and the functions of row-level security.
create extension if not exists ltree;

do $$
begin
  if not exists (select from pg_roles where rolname = 'niangjia_app') then
    create role niangjia_app nologin;
  end if;
  execute format('grant niangjia_app to %I', current_user);
end
$$;

-- What the owner makes later, the application may use; it never owns a table.
alter default privileges grant usage on schemas to niangjia_app;
alter default privileges grant select, insert, update, delete on tables to niangjia_app;

create schema platform;

-- The subtrees that the transaction's actor sees. Nothing set: nothing seen.
create function platform.scope() returns ltree[] language sql stable
return coalesce(nullif(current_setting('niangjia.scope', true), ''), '{}')::ltree[];

-- The person on whose behalf the transaction runs, if any.
create function platform.self() returns uuid language sql stable
return nullif(current_setting('niangjia.person', true), '')::uuid;
