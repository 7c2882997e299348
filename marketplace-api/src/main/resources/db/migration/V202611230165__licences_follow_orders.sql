-- Why: a licence is what an order line bought, no more and no less; COMMIT refuses one that nobody ordered, that is in
-- force before the vendor confirmed, or that is another's than the order says.
-- A million rows: three look-ups by key per changed licence. Undo: drop trigger and functions.

create function licence_gaps(l licence) returns setof text language sql stable as $$
  select reason from (values
    ('no order line bought it', not exists (
      select from purchase_order_line n join purchase_order o on o.id = n.order_id
       where n.id = l.order_line_id and o.id = l.order_id and n.offer_id = l.offer_id
         and n.listing_id = l.listing_id and n.listing_version = l.listing_version
         and o.buyer_id = l.holder_id and o.budget_line_id = l.budget_line_id)),
    ('its order is not encumbered', not exists (
      select from journal j where j.document_id = l.order_id and j.kind = 'order-encumbered')),
    ('it is in force and its order is not confirmed', l.state in ('ACTIVE', 'SUSPENDED', 'EXPIRED') and exists (
      select from purchase_order o
       where o.id = l.order_id and o.state in ('ISSUED', 'DECLINED', 'CANCELLED'))),
    ('its seats are not those of its pool', l.seats_total is distinct from (
      select p.total from seat_pool p where p.licence_id = l.id))
  ) gap (reason, found) where found
$$;

create function licence_must_follow_its_order() returns trigger language plpgsql as $$
declare
  reason text;
begin
  select g into reason from licence l, lateral licence_gaps(l) g where l.id = new.id limit 1;
  if found then
    raise exception 'licence % is torn: %', new.id, reason using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create constraint trigger licence_follows_its_order after insert or update on licence
  deferrable initially deferred for each row execute function licence_must_follow_its_order();
