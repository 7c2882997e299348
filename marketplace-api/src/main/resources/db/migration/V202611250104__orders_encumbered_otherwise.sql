-- Why: an order is promised by its requisition, above the estimate of it, by a call-off or by an award for many; the
-- guards of orders, licences and duties knew the first way only, so the others would have been refused at COMMIT.
-- A million rows: functions and a view, nothing is rewritten. Undo: restore them from V202611230141, -165 and -170.

create function is_encumbered(wanted uuid) returns boolean language sql stable as $$
  select exists (
    select from journal j
     where j.document_id = wanted
       and j.kind in ('order-encumbered', 'order-encumbered-above-estimate', 'framework-called-off'))
  or exists (
    select from account a join leg l on l.credit_account = a.id join journal j on j.id = l.journal_id
     where a.document_id = wanted and a.code = 'B220' and j.kind = 'award-encumbered')
$$;

create or replace view order_duty as
  select a.document_id as order_id, case j.kind when 'delivery-accepted' then 'receiver' else 'payer' end as duty,
         j.actor_id, j.id as journal_id
    from journal j
    join leg l on l.journal_id = j.id and l.seq = 1
    join account a on a.id = l.debit_account
   where j.kind in ('delivery-accepted', 'payment-instructed') and j.actor_id is not null
  union all
  select promise.document_id, 'requester', request.actor_id, request.id
    from journal promise
    join leg l on l.journal_id = promise.id and l.seq = 1
    join account a on a.id = l.debit_account
    join journal request on request.document_id = a.document_id and request.kind = 'requisition-reserved'
   where promise.kind in ('order-encumbered', 'order-encumbered-above-estimate', 'framework-called-off') and request.actor_id is not null;

-- The other duty that this person has had in the purchase, or null.
create or replace function other_duty(journal_kind text, purchase uuid, person uuid) returns text language plpgsql stable as $$
declare
  mine constant text := case journal_kind when 'delivery-accepted' then 'receiver' when 'payment-instructed' then 'payer' end;
begin
  if mine is null or person is null then
    return null;
  end if;
  return (
    select case
      when exists (
        select from journal promise
          join leg l on l.journal_id = promise.id and l.seq = 1
          join account a on a.id = l.debit_account
          join journal request on request.document_id = a.document_id and request.kind = 'requisition-reserved'
         where promise.document_id = purchase and request.actor_id = person
           and promise.kind in ('order-encumbered', 'order-encumbered-above-estimate', 'framework-called-off'))
      then 'requester'
      else (
        select case j.kind when 'delivery-accepted' then 'receiver' else 'payer' end
          from account a
          join leg l on l.debit_account = a.id
          join journal j on j.id = l.journal_id
         where a.document_id = purchase and a.code in ('B220', 'B230') and j.actor_id = person
           and j.kind in ('delivery-accepted', 'payment-instructed') and j.kind <> journal_kind
         limit 1) end);
end $$;

create or replace function licence_gaps(l licence) returns setof text language sql stable as $$
  select reason from (values
    ('no order line bought it', not exists (
      select from purchase_order_line n join purchase_order o on o.id = n.order_id
       where n.id = l.order_line_id and o.id = l.order_id and n.offer_id = l.offer_id
         and n.listing_id = l.listing_id and n.listing_version = l.listing_version
         and o.buyer_id = l.holder_id and o.budget_line_id = l.budget_line_id)),
    ('its order is not encumbered', not is_encumbered(l.order_id)),
    ('it is in force and its order is not confirmed', l.state in ('ACTIVE', 'SUSPENDED', 'EXPIRED') and exists (
      select from purchase_order o
       where o.id = l.order_id and o.state in ('ISSUED', 'DECLINED', 'CANCELLED'))),
    ('its seats are not those of its pool', l.seats_total is distinct from (
      select p.total from seat_pool p where p.licence_id = l.id))
  ) gap (reason, found) where found
$$;

create or replace function purchase_order_gaps(o purchase_order) returns setof text language sql stable as $$
  select reason from (values
    ('its lines do not add up to its total', o.total_in_fen <>
      (select coalesce(sum(l.amount_in_fen), 0) from purchase_order_line l where l.order_id = o.id)),
    ('its history does not end in its state', o.state is distinct from
      (select e.to_state from purchase_order_event e where e.order_id = o.id order by e.seq desc limit 1)),
    ('its last step was not told', not exists (
      select from outbox_message m where m.aggregate_id = o.id and m.payload->>'state' = o.state)),
    ('it is not encumbered', not is_encumbered(o.id)),
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
