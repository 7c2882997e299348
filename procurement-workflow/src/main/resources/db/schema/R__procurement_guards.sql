-- What the engine and people did is evidence; what was handed in has its news and its money, and stays as it is.

do $$
declare guarded text;
begin
  foreach guarded in array array ['requisition_event', 'approval', 'method_decision', 'engine_event'] loop
    execute format('create or replace trigger %1$s_is_evidence before update or delete or truncate on %1$I
      for each statement execute function forbid_change()', guarded);
  end loop;
end $$;

-- The engine's role may add its events; the inbox is kept in step with the tasks among them by the owner's hand, in the same
-- transaction. A task is put in only while the requisition waits: it may have been withdrawn meanwhile.
create or replace function keep_inbox_in_step() returns trigger language plpgsql security definer set search_path = market, pg_temp as $$
begin
  if new.kind = 'task-created' then
    insert into approval_task (id, requisition_id, organization_id, activity_id, role, due_at)
    select new.task_id, r.id, r.organization_id, new.activity_id, new.candidate_role, new.due_at
      from requisition r
     where r.id = new.business_id and r.state in ('SUBMITTED', 'AWAITING_ACCOUNTANT', 'AWAITING_PRINCIPAL') for update
    on conflict (id) do nothing;
  else
    update approval_task set state = tg_argv[0], closed_at = now() where id = new.task_id and state = 'OPEN';
  end if;
  return null;
end $$;
create or replace trigger engine_event_keeps_inbox_in_step after insert on engine_event
  for each row when (new.kind in ('task-created', 'task-closed')) execute function keep_inbox_in_step('CLOSED');

-- A submitted requisition without its news would wait for ever, one without money set aside would be a promise nobody
-- kept: refused at COMMIT.
create or replace function submitted_requisition_is_complete() returns trigger language plpgsql as $$
begin
  perform refuse_when(not exists (
      select from outbox_message m where m.aggregate_id = new.id and m.type = 'RequisitionSubmitted'),
    format('requisition %s is submitted but no news of it was written', new.id));
  perform refuse_when(not exists (
      select from journal j where j.document_id = new.id and j.kind = 'requisition-reserved'),
    format('requisition %s is submitted but no money was set aside for it', new.id));
  return null;
end $$;
call guard_at_commit('requisition', 'submitted_requisition_is_complete', 'insert or update of state',
  $$new.state = 'SUBMITTED'$$, 'submitted_requisition_is_complete');

-- An approval is worth something only if it is of what was handed in: from then on nothing changes of what is bought, for how
-- much, from whom, for what and from which line, so a task is bound to the one version of it that there is.
create or replace trigger handed_in_requisition_stays
  before update of purpose, vendor_id, budget_line_id, total_in_fen, fiscal_year, project, requester_id, organization_id
  on requisition for each row
  when (old.state <> 'DRAFT'
    and (old.purpose, old.vendor_id, old.budget_line_id, old.total_in_fen, old.fiscal_year, old.project, old.requester_id,
         old.organization_id) is distinct from (new.purpose, new.vendor_id, new.budget_line_id, new.total_in_fen,
         new.fiscal_year, new.project, new.requester_id, new.organization_id))
  execute function forbid_change('what was handed in stays as it is');

create or replace function lines_of_a_handed_in_requisition_stay() returns trigger language plpgsql as $$
declare of_requisition uuid := case when tg_op = 'DELETE' then old.requisition_id else new.requisition_id end;
begin
  perform refuse_when(exists (select from requisition where id = of_requisition and state <> 'DRAFT'),
    format('the lines of requisition %s were handed in and stay as they are', of_requisition));
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create or replace trigger lines_of_a_handed_in_requisition_stay before insert or update or delete on requisition_line
  for each row execute function lines_of_a_handed_in_requisition_stay();
