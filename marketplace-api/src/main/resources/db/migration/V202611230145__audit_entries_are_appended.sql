-- Why: the audit log is written through its one function only; the application's role needs no right to its tables.
-- A million rows: nothing is touched. Undo: alter the function back to security invoker and grant the rights again.
alter function append_audit_entry(uuid, uuid, text, text, text, text, uuid, jsonb) security definer;
alter function append_audit_entry(uuid, uuid, text, text, text, text, uuid, jsonb) set search_path = market, pg_temp;
revoke all on function append_audit_entry(uuid, uuid, text, text, text, text, uuid, jsonb) from public;
do $$
begin
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    revoke insert, update, delete, truncate on audit_entry, audit_chain from "${appRole}";
    grant execute on function append_audit_entry(uuid, uuid, text, text, text, text, uuid, jsonb) to "${appRole}";
  end if;
end $$;
