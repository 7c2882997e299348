-- Why: whatever a program does, the database refuses at COMMIT an order that is not whole: without its lines, its
-- history, its papers, its journal in the budget book, its licences or its news. A torn transaction ends here.
-- A million rows: a dozen look-ups by key per changed order; nothing is rewritten. Undo: drop trigger and functions.

create function purchase_order_gaps(o purchase_order) returns setof text language sql stable as $$
  select reason from (values
    ('its lines do not add up to its total', o.total_in_fen <>
      (select coalesce(sum(l.amount_in_fen), 0) from purchase_order_line l where l.order_id = o.id)),
    ('its history does not end in its state', o.state is distinct from
      (select e.to_state from purchase_order_event e where e.order_id = o.id order by e.seq desc limit 1)),
    ('its last step was not told', not exists (
      select from outbox_message m where m.aggregate_id = o.id and m.payload->>'state' = o.state)),
    ('it is not encumbered', not exists (
      select from journal j where j.document_id = o.id and j.kind = 'order-encumbered')),
    ('a line has no licence', exists (
      select from purchase_order_line l where l.order_id = o.id
         and not exists (select from licence c where c.order_line_id = l.id))),
    ('it came to nothing and still holds money or a licence', o.state in ('DECLINED', 'CANCELLED') and (
      not exists (select from journal j where j.document_id = o.id and j.kind = 'order-closed')
      or exists (select from licence c where c.order_id = o.id and c.state <> 'REVOKED'))),
    ('it is confirmed and a licence is still pending', o.state not in ('ISSUED', 'DECLINED', 'CANCELLED')
      and exists (select from licence c where c.order_id = o.id and c.state = 'PENDING')),
    ('it is accepted without acceptance or posting',
      o.state in ('ACCEPTED', 'INVOICED', 'PAYMENT_INSTRUCTED', 'PAID') and not exists (
        select from acceptance a join journal j on j.document_id = a.id and j.kind = 'delivery-accepted'
         where a.order_id = o.id and a.amount_in_fen = o.total_in_fen)),
    ('it is invoiced without invoice', o.state in ('INVOICED', 'PAYMENT_INSTRUCTED', 'PAID') and not exists (
      select from invoice i where i.order_id = o.id and i.amount_in_fen = o.total_in_fen))
  ) gap (reason, found) where found
$$;

create function purchase_order_must_be_whole() returns trigger language plpgsql as $$
declare
  reason text;
begin
  -- Whoever changed it again in the same transaction answers for the last state only.
  select g into reason from purchase_order o, lateral purchase_order_gaps(o) g where o.id = new.id limit 1;
  if found then
    raise exception 'purchase order % is torn: %', new.number, reason using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create constraint trigger purchase_order_is_whole after insert or update on purchase_order
  deferrable initially deferred for each row execute function purchase_order_must_be_whole();
