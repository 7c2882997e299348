-- The roles and schemas of a database that belongs to 资源超市 alone; run by a superuser, as often as one likes.
-- The start of the embedded PostgreSQL runs it and then sets the passwords; on a database of one's own it is optional:
-- with a single user everything works too, with one line of defence fewer.
do $$
declare
    wanted text;
begin
    foreach wanted in array array ['market_owner', 'market_app', 'market_engine', 'market_audit'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            execute format('create role %I login nosuperuser nocreatedb nocreaterole', wanted);
        end if;
    end loop;
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to market_owner, market_app, market_engine, market_audit', current_database());
    execute format('grant create on database %I to market_owner', current_database());
end
$$;

revoke all on schema public from public;

create schema if not exists market authorization market_owner;
create schema if not exists audit authorization market_owner;
create schema if not exists bpm authorization market_engine;

grant usage on schema market to market_app, market_engine;
grant usage on schema audit to market_app, market_audit;

alter role market_owner set search_path = market;
alter role market_app set search_path = market;
alter role market_engine set search_path = bpm;
alter role market_audit set search_path = audit;
alter role market_audit set default_transaction_read_only = on;
