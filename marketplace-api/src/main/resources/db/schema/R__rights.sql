-- What the role that serves may do, where it is not the owner: beforeMigrate.sql gives it every new table, this takes back.
-- Whoever is neither owner nor superuser can change no evidence; a table of it that is forgotten here is found by a test.
do $$
begin
  revoke all on function append_audit_entry(uuid, uuid, text, text, text, text, uuid, jsonb),
    append_row_seal(text, text, bytea), seal_table(text, text[]), bind_budget_line(uuid, uuid),
    close_books(uuid[], int, text), reopen_books(uuid[], int, text), post_journals,
    keep_journal_refusal(uuid, text, text, text, uuid, jsonb) from public;
  if '${appRole}' = current_user or not exists (select from pg_roles where rolname = '${appRole}') then
    return;
  end if;
  -- Written by functions and migrations alone.
  revoke insert, update, delete on
    audit_entry, audit_chain, row_seal, sealed_table,
    fund, account_class, posting_rule, account, account_seal, journal_chain, journal, leg, journal_refusal, closed_year,
    line_balance, line_month, grant_right, role_place, excluded_duty, organization_fact from "${appRole}";
  grant execute on function append_audit_entry(uuid, uuid, text, text, text, text, uuid, jsonb),
    bind_budget_line(uuid, uuid), close_books(uuid[], int, text), reopen_books(uuid[], int, text), post_journals,
    keep_journal_refusal(uuid, text, text, text, uuid, jsonb) to "${appRole}";
  -- Added to, never changed.
  revoke update, delete on
    offer_price_log, purchase_order_line, purchase_order_event, rejected_delivery, mended_delivery, acceptance, invoice,
    payment_attempt, provider_notification, seat_event, denial, launch, tool_deployment, tool_subject,
    lti_signing_key, platform_setting, adopted_edition, vendor_step, vocabulary_word from "${appRole}";
  -- Changed, never taken away.
  revoke delete on
    budget_line, payment, payment_difference, treasury_transfer, licence, seat, seat_pool, role_assignment,
    person, invitation from "${appRole}";
end $$;
