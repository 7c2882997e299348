-- The engine's role sees the news and marks what it was given, and adds what it did; the role that serves only reads that.
do $$
begin
  if '${engineRole}' <> current_user and exists (select from pg_roles where rolname = '${engineRole}') then
    grant select on outbox_message to "${engineRole}";
    grant select, update on outbox_delivery to "${engineRole}";
    grant select, insert on engine_event to "${engineRole}";
    grant select, insert, update on process_link to "${engineRole}";
  end if;
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    revoke update, delete on requisition_event, approval, method_decision from "${appRole}";
    revoke insert, update, delete on engine_event, process_link, rule_set from "${appRole}";
  end if;
end $$;
