-- Why: a requisition that is under way without money set aside, or without news of it, would be a promise nobody kept:
-- refused at COMMIT. And auditors see requisitions, approvals and the method from outside.
-- A million rows: the trigger reads two indexes per submission. Undo: the function as in 0200; drop the views.

create or replace function submitted_requisition_is_complete() returns trigger language plpgsql as $$
begin
  if not exists (select from outbox_message m
                  where m.aggregate_id = new.id and m.type = 'RequisitionSubmitted') then
    raise exception 'requisition % is submitted but no news of it was written', new.id
      using errcode = 'integrity_constraint_violation';
  end if;
  if not exists (select from journal j where j.document_id = new.id and j.kind = 'requisition-reserved') then
    raise exception 'requisition % is submitted but no money was set aside for it', new.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create view audit.v_requisition as
  select r.id, r.number, r.organization_id, r.requester_id, r.state, r.vendor_id, r.budget_line_id, r.total_in_fen,
         r.fiscal_year, r.order_id, r.outcome_code, r.outcome_reason, r.created_at, r.submitted_at, r.closed_at,
         d.method, d.rule_row, d.source as method_source, d.amount_in_fen as method_amount_in_fen, d.verified,
         p.definition, p.instance_id, p.started_at, p.ended_at
    from market.requisition r
    left join market.method_decision d on d.requisition_id = r.id
    left join market.process_link p on p.business_id = r.id;

create view audit.v_approval as
  select task_id, requisition_id, requester_id, person_id, role, decision, comment, decided_at from market.approval;
