-- Why: some tables of evidence were guarded by their trigger alone, because the migration that made them forgot to take
-- back what the default privileges give. Whoever is neither owner nor superuser can now change none of them, and a new
-- one that is forgotten is found by a test. A million rows: nothing is touched. Undo: grant update, delete again.
do $$
declare
  evidence regclass;
  role_name text;
begin
  for evidence in
    select t.tgrelid::regclass from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = 'market'::regnamespace and t.tgname = c.relname || '_is_evidence'
       and t.tgtype & 24 = 24 -- fires on both update and delete
  loop
    foreach role_name in array array ['${appRole}', '${engineRole}'] loop
      if role_name <> current_user and exists (select from pg_roles where rolname = role_name) then
        execute format('revoke update, delete, truncate on %s from %I', evidence, role_name);
      end if;
    end loop;
  end loop;
end
$$;
