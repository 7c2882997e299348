-- Runs before the migrations, every time: whoever migrates owns what follows, the others get what their work needs. What
-- the role that serves must not do with a table, R__rights.sql takes back.
do $$
declare
    wanted text;
begin
    foreach wanted in array array ['audit', 'bpm'] loop
        if not exists (select from pg_namespace where nspname = wanted) then
            execute format('create schema %I', wanted);
        end if;
    end loop;
    if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
        grant usage on schema market, audit to "${appRole}";
        alter default privileges in schema market grant select, insert, update, delete on tables to "${appRole}";
        alter default privileges in schema market grant usage, select on sequences to "${appRole}";
        alter default privileges in schema audit grant select on tables to "${appRole}";
    end if;
    if '${auditRole}' <> current_user and exists (select from pg_roles where rolname = '${auditRole}') then
        grant usage on schema audit to "${auditRole}";
        alter default privileges in schema audit grant select on tables to "${auditRole}";
    end if;
    if '${engineRole}' <> current_user and exists (select from pg_roles where rolname = '${engineRole}') then
        grant usage on schema market to "${engineRole}";
    end if;
end
$$;
