-- What must hold of lines, changes of budget, counts of pupils, allocations and what a year end carried.

-- Bindings are rare and made one after the other, so that two of them cannot close a circle between them.
create or replace function control_tree_is_a_tree() returns trigger language plpgsql as $$
declare reason text;
begin
  if new.control_node_id is null then
    return new;
  end if;
  perform pg_advisory_xact_lock(hashtext('control-tree'));
  reason := control_tree_refusal(new, new.control_node_id);
  perform refuse_when(reason is not null,
    format('budget line %s cannot be bound at %s: %s', new.id, new.control_node_id, reason));
  return new;
end $$;
create or replace trigger control_tree_is_a_tree before insert or update of control_node_id on budget_line
  for each row execute function control_tree_is_a_tree();

create or replace trigger budget_change_is_decided_once before update on budget_change for each row
  when (old.state <> 'REQUESTED'
    or (new.id, new.kind, new.amount_in_fen, new.reason, new.requested_by, new.requested_at, new.from_line_id, new.to_line_id)
       is distinct from
       (old.id, old.kind, old.amount_in_fen, old.reason, old.requested_by, old.requested_at, old.from_line_id, old.to_line_id))
  execute function forbid_change('only the decision is written, once');

create or replace function approved_budget_change_is_posted() returns trigger language plpgsql as $$
begin
  perform refuse_when(not exists (
      select from journal j where j.document_id = new.id
         and j.kind in ('line-transferred', 'appropriation-added', 'appropriation-cut')),
    format('budget change %s is approved and not posted', new.id));
  return null;
end $$;
call guard_at_commit('budget_change', 'approved_budget_change_is_posted', 'insert or update', $$new.state = 'APPROVED'$$,
  'approved_budget_change_is_posted');

create or replace function frozen_snapshot_stays() returns trigger language plpgsql set search_path = market, pg_temp as $$
begin
  perform refuse_when(old.state = 'FROZEN', format('snapshot %s is frozen', old.id));
  return case tg_op when 'DELETE' then old else new end;
end $$;
create or replace trigger frozen_snapshot_stays before update or delete on enrolment_snapshot
  for each row execute function frozen_snapshot_stays();
create or replace trigger enrolment_snapshot_is_not_emptied before truncate on enrolment_snapshot
  for each statement execute function forbid_change();

-- Once per statement, whatever the number of rows.
create or replace function frozen_enrolment_stays() returns trigger language plpgsql set search_path = market, pg_temp as $$
declare frozen uuid;
begin
  select s.id into frozen from enrolment_snapshot s
   where s.state = 'FROZEN' and s.id in (select t.snapshot_id from touched t) limit 1;
  perform refuse_when(frozen is not null, format('snapshot %s is frozen', frozen));
  return null;
end $$;

-- What was approved does not change any more: only how far it has come does.
create or replace function approved_allocation_stays() returns trigger language plpgsql set search_path = market, pg_temp as $$
declare approved uuid;
begin
  select r.id into approved from allocation_run r
   where r.state in ('APPROVED', 'POSTING', 'POSTED') and r.id in (select t.run_id from touched t) limit 1;
  perform refuse_when(approved is not null,
    format('allocation %s is approved, %s of its rows would change', approved, tg_table_name));
  perform refuse_when(tg_op = 'INSERT' and exists (
       select from (select distinct t.run_id from touched t) t
        where not exists (select from allocation_run r where r.id = t.run_id)),
    format('a row of %s belongs to no allocation', tg_table_name));
  return null;
end $$;

-- Whatever a statement adds to a decided table, changes in it, moves into it or takes out of it.
do $$
declare
  evidence text;
  guard text;
  act text[];
begin
  foreach evidence in array array ['site_enrolment', 'allocation_standard', 'allocation_share', 'allocation_line_rule',
                                   'allocation_school', 'allocation_term', 'allocation_line'] loop
    guard := case evidence when 'site_enrolment' then 'frozen_enrolment_stays' else 'approved_allocation_stays' end;
    foreach act slice 1 in array array [['gets_no_more', 'insert', 'new'], ['is_not_changed', 'update', 'old'],
                                        ['is_not_taken_over', 'update', 'new'], ['loses_nothing', 'delete', 'old']] loop
      execute format('create or replace trigger %1$s_%2$s after %3$s on %1$I referencing %4$s table as touched
        for each statement execute function %5$I()', evidence, act[1], act[2], act[3], guard);
    end loop;
    execute format('create or replace trigger %1$s_is_not_emptied before truncate on %1$I
      for each statement execute function forbid_change()', evidence);
  end loop;
end $$;

create or replace function allocation_run_stays() returns trigger language plpgsql set search_path = market, pg_temp as $$
begin
  perform refuse_when(tg_op = 'DELETE', format('allocation %s is evidence', old.id));
  perform refuse_when(old.state in ('APPROVED', 'POSTING', 'POSTED') and
      (new.id, new.fund_code, new.fiscal_year, new.snapshot_id, new.bureau_id, new.standards_on, new.line_count,
       new.school_count, new.total_in_fen, new.computed_by, new.approved_by) is distinct from
      (old.id, old.fund_code, old.fiscal_year, old.snapshot_id, old.bureau_id, old.standards_on, old.line_count,
       old.school_count, old.total_in_fen, old.computed_by, old.approved_by),
    format('allocation %s is approved', old.id));
  perform refuse_when((old.state, new.state) not in (values ('COMPUTED', 'COMPUTED'), ('COMPUTED', 'APPROVED'),
      ('COMPUTED', 'CANCELLED'), ('APPROVED', 'APPROVED'), ('APPROVED', 'POSTING'), ('APPROVED', 'CANCELLED'),
      ('POSTING', 'POSTING'), ('POSTING', 'POSTED'), ('POSTED', 'POSTED'), ('CANCELLED', 'CANCELLED')),
    format('allocation %s cannot go from %s to %s', old.id, old.state, new.state));
  return new;
end $$;
create or replace trigger allocation_run_stays before update or delete on allocation_run
  for each row execute function allocation_run_stays();

create or replace trigger carried_contract_is_evidence before update on carried_contract for each row
  when (old.returned_by is not null or (new.contract_id, new.from_line_id, new.to_line_id, new.fiscal_year, new.run_id)
       <> (old.contract_id, old.from_line_id, old.to_line_id, old.fiscal_year, old.run_id))
  execute function forbid_change('that a contract was carried is evidence');
