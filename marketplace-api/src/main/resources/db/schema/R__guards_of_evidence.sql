-- News is handed out as it is made; evidence is added and never changed; rows that do change are sealed.

create or replace trigger outbox_message_fans_out after insert on outbox_message
  for each row execute function fan_out_outbox_message();

do $$
declare guarded text;
begin
  -- Only ever added to: <table>_is_evidence.
  foreach guarded in array array [
    'audit_entry', 'row_seal', 'account_seal', 'journal', 'leg', 'journal_refusal', 'purchase_order_line',
    'purchase_order_event', 'rejected_delivery', 'mended_delivery', 'acceptance', 'invoice', 'payment_attempt',
    'provider_notification', 'seat_event', 'denial', 'launch', 'organization_fact',
    'platform_setting', 'vendor_step', 'vocabulary_word']
  loop
    execute format('create or replace trigger %1$s_is_evidence before update or delete or truncate on %1$I
      for each statement execute function forbid_change()', guarded);
  end loop;
  -- Changed, but never taken away: <table>_stays.
  foreach guarded in array array [
    'account', 'budget_line', 'budget_change', 'line_balance', 'line_month', 'purchase_order', 'payment',
    'payment_difference', 'treasury_transfer', 'joint_purchase', 'joint_demand', 'year_end_run', 'year_end_item',
    'carried_contract']
  loop
    execute format('create or replace trigger %1$s_stays before delete or truncate on %1$I
      for each statement execute function forbid_change()', guarded);
  end loop;
end $$;

create or replace trigger listing_version_is_immutable before update or delete on listing_version
  for each row execute function forbid_change();
create or replace trigger listing_file_is_immutable before update or delete on listing_file
  for each row execute function forbid_change();
create or replace trigger listing_opening_is_immutable before update or delete on listing_opening
  for each row execute function forbid_change();
create or replace trigger offer_price_log_is_evidence before update or delete on offer_price_log
  for each row execute function forbid_change();
create or replace trigger tool_deployment_is_immutable before update or delete or truncate on tool_deployment
  for each statement execute function forbid_change();
create or replace trigger tool_subject_is_immutable before update or delete or truncate on tool_subject
  for each statement execute function forbid_change();

select seal_table(name, key_columns::text[])
  from (values
    ('posting_rule', '{kind,debit_code,credit_code,effect}'), ('account_class', '{code}'),
    ('closed_year', '{organization_id,fiscal_year}'), ('journal_refusal', '{id}'),
    ('purchase_order', '{id}'), ('purchase_order_line', '{id}'), ('purchase_order_event', '{order_id,seq}'),
    ('rejected_delivery', '{id}'), ('mended_delivery', '{rejection_id}'), ('acceptance', '{id}'), ('invoice', '{id}'),
    ('payment', '{id}'), ('payment_attempt', '{id}'), ('payment_difference', '{id}'),
    ('treasury_transfer', '{payment_id}'), ('licence', '{id}'),
    ('listing_version', '{listing_id,version}'), ('offer_price_log', '{offer_id,price_version}')) sealed (name, key_columns)
 where not exists (select from sealed_table s where s.table_name = sealed.name);
