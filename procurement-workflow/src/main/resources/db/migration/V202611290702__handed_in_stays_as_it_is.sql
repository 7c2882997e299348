-- Why: an approval is worth something only if it is of what was handed in. A task is opened for a requisition that was
-- handed in, and from then on the database refuses to change what is bought, for how much, from whom, for what and from
-- which line; so a task is bound to the one version of it that there is, whatever code comes later.
-- A million rows: two triggers, nothing is touched; a line of a draft costs one look by primary key.
-- Undo: drop both triggers and functions.
create function handed_in_requisition_stays() returns trigger language plpgsql as $$
begin
  if old.state <> 'DRAFT' then
    raise exception 'requisition % was handed in and stays as it is', old.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger handed_in_requisition_stays
  before update of purpose, vendor_id, budget_line_id, total_in_fen, fiscal_year, project, requester_id, organization_id
  on requisition for each row
  when ((old.purpose, old.vendor_id, old.budget_line_id, old.total_in_fen, old.fiscal_year, old.project,
         old.requester_id, old.organization_id)
        is distinct from
        (new.purpose, new.vendor_id, new.budget_line_id, new.total_in_fen, new.fiscal_year, new.project,
         new.requester_id, new.organization_id))
  execute function handed_in_requisition_stays();

create function lines_of_a_handed_in_requisition_stay() returns trigger language plpgsql as $$
declare
  of_requisition uuid := case when tg_op = 'DELETE' then old.requisition_id else new.requisition_id end;
begin
  if exists (select from requisition where id = of_requisition and state <> 'DRAFT') then
    raise exception 'the lines of requisition % were handed in and stay as they are', of_requisition
      using errcode = 'integrity_constraint_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger lines_of_a_handed_in_requisition_stay before insert or update or delete on requisition_line
  for each row execute function lines_of_a_handed_in_requisition_stay();
